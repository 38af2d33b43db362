"""Kriteria awal program bawaan, dan pemicu basis data yang menolak perubahan keputusan seleksi."""

from django.db import migrations

from replikasi.bibit import SLUG_PROGRAM, isi_kriteria
from replikasi.pemicu import pasang_beku, lepas_beku


def isi(apps, schema_editor):
    if schema_editor.connection.alias == "default":
        isi_kriteria(*(apps.get_model("replikasi", nama) for nama in ("Program", "EdisiKriteria", "Kriteria")))


def kosongkan(apps, schema_editor):
    """Menghapus kriteria bawaan yang belum dipakai panggilan; yang sudah dipakai menghalangi (PROTECT)."""
    if schema_editor.connection.alias == "default":
        apps.get_model("replikasi", "Kriteria").objects.filter(edisi__program__slug=SLUG_PROGRAM).delete()
        apps.get_model("replikasi", "EdisiKriteria").objects.filter(program__slug=SLUG_PROGRAM).delete()


class Migration(migrations.Migration):
    dependencies = [("replikasi", "0010_seleksi_dan_isi_program")]

    operations = [
        migrations.RunPython(isi, kosongkan),
        migrations.RunPython(pasang_beku, lepas_beku),
    ]
