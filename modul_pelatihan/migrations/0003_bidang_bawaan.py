from django.db import migrations

from modul_pelatihan.bidang_awal import isi_bidang


def isi(apps, schema_editor):
    isi_bidang(apps.get_model("modul_pelatihan", "Bidang"), apps.get_model("modul_pelatihan", "ModulBidang"))


class Migration(migrations.Migration):
    """Mundur tidak menghapus apa pun: bidang mungkin sudah dirujuk tiket, artikel, atau pelajaran."""

    dependencies = [("modul_pelatihan", "0002_modul_per_bidang")]

    operations = [migrations.RunPython(isi, migrations.RunPython.noop)]
