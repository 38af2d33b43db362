"""Nama bawaan Wagtail ("Root", "Welcome to your new Wagtail site!") menjadi nama yang dibaca redaktur."""

from django.db import migrations

NAMA = {"Root": "Semua halaman", "Welcome to your new Wagtail site!": "Beranda"}


def beri_nama(apps, schema_editor):
    halaman = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    for bawaan, nama in NAMA.items():
        halaman.filter(title=bawaan, depth__lte=2).update(title=nama, draft_title=nama)


class Migration(migrations.Migration):
    dependencies = [("situs", "0001_detak_dan_tik"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]
    operations = [migrations.RunPython(beri_nama, migrations.RunPython.noop)]
