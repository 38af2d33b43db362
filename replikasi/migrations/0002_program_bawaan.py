from django.db import migrations

from replikasi.bibit import SLUG_PROGRAM, isi_program


def isi(apps, schema_editor):
    if schema_editor.connection.alias != "default":
        return
    isi_program(*(apps.get_model("replikasi", nama) for nama in ("Program", "EdisiBobot", "Tahap", "Tonggak")))


def kosongkan(apps, schema_editor):
    """Menghapus bawaan yang belum dipakai; yang sudah dipakai penerapan menghalangi (PROTECT)."""
    if schema_editor.connection.alias != "default":
        return
    apps.get_model("replikasi", "Tonggak").objects.filter(tahap__program__slug=SLUG_PROGRAM).delete()
    apps.get_model("replikasi", "Tahap").objects.filter(program__slug=SLUG_PROGRAM).delete()
    apps.get_model("replikasi", "EdisiBobot").objects.filter(program__slug=SLUG_PROGRAM).delete()
    apps.get_model("replikasi", "Program").objects.filter(slug=SLUG_PROGRAM).delete()


class Migration(migrations.Migration):
    dependencies = [("replikasi", "0001_awal")]

    operations = [migrations.RunPython(isi, kosongkan)]
