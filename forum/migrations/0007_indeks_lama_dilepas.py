"""Pencarian forum memakai indeks bersama (`modul_pelatihan.bahasa`); indeks lama dan kolom terhitungnya dilepas."""

from django.db import migrations


def lepas(apps, schema_editor):
    with schema_editor.connection.cursor() as kursor:
        if schema_editor.connection.vendor == "postgresql":
            kursor.execute("ALTER TABLE forum_kiriman DROP COLUMN IF EXISTS vektor")
            kursor.execute("ALTER TABLE forum_topik DROP COLUMN IF EXISTS vektor")
        elif schema_editor.connection.vendor == "sqlite":
            kursor.execute("DROP TABLE IF EXISTS forum_cari")


class Migration(migrations.Migration):
    dependencies = [("forum", "0006_ketersediaan")]
    operations = [migrations.RunPython(lepas, migrations.RunPython.noop, elidable=True)]
