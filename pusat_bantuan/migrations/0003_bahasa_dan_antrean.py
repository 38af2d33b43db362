"""Templat surat Indonesia, antrean Bantuan Desa, baris situs, dan indeks pada tabel django-helpdesk.

Isinya di `pusat_bantuan/pemasangan.py`, yang juga dipanggil sesudah tiap `migrate`.
"""

from django.db import migrations

from pusat_bantuan import pemasangan


def maju(apps, schema_editor):
    pemasangan.pasang(apps, schema_editor.connection.alias)


def mundur(apps, schema_editor):
    """Templat dan indeks dilepas; antrean tetap, sebab tiket menunjuk ke sana."""
    using = schema_editor.connection.alias
    apps.get_model("helpdesk", "EmailTemplate").objects.using(using).filter(locale="id").delete()
    pemasangan.lepas_indeks(apps, using)


class Migration(migrations.Migration):
    dependencies = [
        ("pusat_bantuan", "0002_tiket"),
        ("helpdesk", "0043_fix_on_delete_behaviour"),
        ("sites", "0002_alter_domain_unique"),
    ]

    operations = [migrations.RunPython(maju, mundur)]
