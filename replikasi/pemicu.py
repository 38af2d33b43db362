"""Pemicu basis data yang menolak perubahan dan penghapusan keputusan seleksi, juga dari luar aplikasi (K-099).

Yang boleh berubah hanya `oleh` (akun yang dihapus menjadi kosong). SQLite membuang pemicu bila tabelnya disusun ulang
migrasi; migrasi seperti itu memasangnya lagi dengan fungsi ini, dan ujinya mengingatkan.
"""

from __future__ import annotations

TABEL = "replikasi_seleksi"
KOLOM = "panggilan_id, nomor, mengoreksi_id, tanggal, keputusan, hadir, isi, sidik, pada, kunci, contoh"
PESAN = "Keputusan seleksi tidak diubah; buat koreksi."


def pasang_beku(apps, schema_editor) -> None:
    if schema_editor.connection.alias != "default":
        return
    lepas_beku(apps, schema_editor)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION seleksi_beku() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{PESAN}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER seleksi_beku BEFORE UPDATE OF {KOLOM} ON {TABEL} FOR EACH ROW EXECUTE FUNCTION seleksi_beku()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER seleksi_tetap BEFORE DELETE ON {TABEL} FOR EACH ROW EXECUTE FUNCTION seleksi_beku()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER seleksi_beku BEFORE UPDATE OF {KOLOM} ON {TABEL} BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER seleksi_tetap BEFORE DELETE ON {TABEL} BEGIN SELECT RAISE(ABORT, '{PESAN}'); END"
        )


def lepas_beku(apps, schema_editor) -> None:
    if schema_editor.connection.alias != "default":
        return
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS seleksi_beku ON {TABEL}")
        schema_editor.execute(f"DROP TRIGGER IF EXISTS seleksi_tetap ON {TABEL}")
        schema_editor.execute("DROP FUNCTION IF EXISTS seleksi_beku()")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS seleksi_beku")
        schema_editor.execute("DROP TRIGGER IF EXISTS seleksi_tetap")
