from django.db import OperationalError, migrations

SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS forum_cari USING fts5(judul, isi, tokenize = 'unicode61 remove_diacritics 2')"
)
POSTGRES = [
    "ALTER TABLE forum_kiriman ADD COLUMN vektor tsvector"
    " GENERATED ALWAYS AS (to_tsvector('indonesian'::regconfig, sumber)) STORED",
    "ALTER TABLE forum_topik ADD COLUMN vektor tsvector"
    " GENERATED ALWAYS AS (to_tsvector('indonesian'::regconfig, judul)) STORED",
    "CREATE INDEX forum_kiriman_vektor ON forum_kiriman USING gin (vektor)",
    "CREATE INDEX forum_topik_vektor ON forum_topik USING gin (vektor)",
]


def pasang(apps, schema_editor):
    with schema_editor.connection.cursor() as kursor:
        if schema_editor.connection.vendor == "postgresql":
            for perintah in POSTGRES:
                kursor.execute(perintah)
        elif schema_editor.connection.vendor == "sqlite":
            try:
                kursor.execute(SQLITE)
            except OperationalError:  # SQLite tanpa FTS5: pencarian memakai pencocokan biasa
                pass


def lepas(apps, schema_editor):
    with schema_editor.connection.cursor() as kursor:
        if schema_editor.connection.vendor == "postgresql":
            kursor.execute("ALTER TABLE forum_kiriman DROP COLUMN IF EXISTS vektor")
            kursor.execute("ALTER TABLE forum_topik DROP COLUMN IF EXISTS vektor")
        elif schema_editor.connection.vendor == "sqlite":
            kursor.execute("DROP TABLE IF EXISTS forum_cari")


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_topik_pelajaran")]
    operations = [migrations.RunPython(pasang, lepas)]
