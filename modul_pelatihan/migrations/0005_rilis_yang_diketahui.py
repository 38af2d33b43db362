import datetime

from django.db import migrations


def isi(apps, schema_editor):
    """Rilis Umum yang diketahui per November 2026 (domain opensid.md); pengelola menambah yang baru lewat /cms/."""
    rilis = apps.get_model("modul_pelatihan", "RilisOpenSID")
    for tahun, bulan, tanggal in ((24, 10, datetime.date(2024, 10, 1)), (26, 4, datetime.date(2026, 4, 1))):
        rilis.objects.get_or_create(edisi="umum", tahun=tahun, bulan=bulan, defaults={"tanggal": tanggal})


class Migration(migrations.Migration):
    dependencies = [("modul_pelatihan", "0004_halaman_kemajuan_dan_rilis")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
