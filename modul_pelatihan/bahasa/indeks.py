"""Indeks teks satu kamar: FTS5 pada SQLite, tsvector dengan GIN pada PostgreSQL, kecocokan biasa bila FTS5 tidak ada.

Yang disimpan hanya akar buatan `penganalisis`, bukan kata asli, jadi kedua mesin menjawab sama dan pemenggal bawaannya tidak
dipakai. Tabelnya dipasang `pasang()` (boleh diulang), ditulis oleh perbuatan di dalam transaksinya, dan disusun lagi oleh
`manage.py susun_cari`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import OperationalError, connection, connections
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.lookups import In

from .ejaan import Tanya
from .penganalisis import akar_kata

BANYAK = 1_000
SERATUS = 100


@dataclass(frozen=True)
class IndeksTeks:
    """`tabel` bernama tetap, milik satu kamar; `nomor` kunci barisnya."""

    tabel: str

    def pasang(self, using: str = "default") -> None:
        sambungan = connections[using]
        with sambungan.cursor() as kursor:
            if sambungan.vendor == "postgresql":
                kursor.execute(
                    f"CREATE TABLE IF NOT EXISTS {self.tabel} (nomor bigint PRIMARY KEY, judul text NOT NULL,"
                    " isi text NOT NULL, vektor tsvector NOT NULL)"
                )
                kursor.execute(f"CREATE INDEX IF NOT EXISTS {self.tabel}_vektor ON {self.tabel} USING gin (vektor)")
            elif sambungan.vendor == "sqlite" and not self._jenis(sambungan):
                try:
                    kursor.execute(
                        f"CREATE VIRTUAL TABLE {self.tabel} USING fts5"
                        "(judul UNINDEXED, isi, detail = none, tokenize = 'ascii')"
                    )
                except OperationalError:  # SQLite tanpa FTS5
                    kursor.execute(f"CREATE TABLE {self.tabel} (judul text NOT NULL, isi text NOT NULL)")
        _berfts.cache_clear()

    def _jenis(self, sambungan) -> str:
        with sambungan.cursor() as kursor:
            kursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [self.tabel])
            baris = kursor.fetchone()
        return baris[0] if baris else ""

    def tulis(self, baris: Iterable[tuple[int, str, str]]) -> None:
        """Menulis atau mengganti baris (nomor, judul, isi): teks asli, dijadikan akar di sini."""
        akarnya = [(nomor, akar_kata(judul), akar_kata(judul, isi)) for nomor, judul, isi in baris]
        if not akarnya:
            return
        with connection.cursor() as kursor:
            if connection.vendor == "postgresql":
                kursor.executemany(
                    f"INSERT INTO {self.tabel} (nomor, judul, isi, vektor) VALUES (%s, %s, %s, array_to_tsvector(%s::text[]))"
                    " ON CONFLICT (nomor) DO UPDATE SET judul = excluded.judul, isi = excluded.isi,"
                    " vektor = excluded.vektor",
                    [(nomor, " ".join(judul), " ".join(isi), isi) for nomor, judul, isi in akarnya],
                )
            else:
                kursor.executemany(f"DELETE FROM {self.tabel} WHERE rowid = %s", [(nomor,) for nomor, *_ in akarnya])
                kursor.executemany(
                    f"INSERT INTO {self.tabel} (rowid, judul, isi) VALUES (%s, %s, %s)",
                    [(nomor, " ".join(judul), " ".join(isi)) for nomor, judul, isi in akarnya],
                )

    def buang(self, nomor: Collection[int]) -> None:
        with connection.cursor() as kursor:
            kursor.executemany(f"DELETE FROM {self.tabel} WHERE {self._kunci} = %s", [(satu,) for satu in nomor])

    def akar_baris(self, nomor: Collection[int]) -> set[str]:
        """Semua akar yang tercatat pada baris-baris itu."""
        with connection.cursor() as kursor:
            hasil: set[str] = set()
            for satu in nomor:
                kursor.execute(f"SELECT isi FROM {self.tabel} WHERE {self._kunci} = %s", [satu])
                hasil.update(akar for (isi,) in kursor.fetchall() for akar in isi.split())
        return hasil

    def yang_ada(self, akar: Collection[str]) -> set[str]:
        """Dari `akar`, yang masih ada pada sedikitnya satu baris; satu kueri per seratus akar."""
        hasil: set[str] = set()
        semua = sorted(akar)
        for mulai in range(0, len(semua), SERATUS):
            bagian, isi = [], []
            for satu in semua[mulai : mulai + SERATUS]:
                syarat, kata = self._cocok(Tanya(((satu,),)), sebagian=False)
                bagian.append(f"SELECT %s WHERE EXISTS (SELECT 1 FROM {self.tabel} WHERE {syarat})")
                isi += [satu, *kata]
            with connection.cursor() as kursor:
                kursor.execute(" UNION ALL ".join(bagian), isi)
                hasil.update(kata for (kata,) in kursor.fetchall())
        return hasil

    def kosongkan(self) -> None:
        with connection.cursor() as kursor:
            kursor.execute(f"DELETE FROM {self.tabel}")

    def buang_yatim(self, tabel: str, kolom: str) -> None:
        """Membuang baris yang induknya (tabel.kolom) sudah tidak ada."""
        with connection.cursor() as kursor:
            kursor.execute(
                f"DELETE FROM {self.tabel} WHERE NOT EXISTS"
                f" (SELECT 1 FROM {tabel} t WHERE t.{kolom} = {self.tabel}.{self._kunci})"
            )

    def syarat(self, tanya: Tanya) -> Q:
        """Syarat atas kunci baris: semua katanya ada. Hak baca disaring bersamanya, jadi tidak ada yang dipotong.

        Temuan yang sedikit disebut satu per satu. Kata yang ada di ribuan baris dicari terbalik: himpunannya disusuri
        menurut urutannya sendiri dan tiap baris ditanyakan ke indeks, sebab mengurutkan puluhan ribu temuan lebih mahal
        daripada menemukan selembar yang pertama. Satu kueri kecil di sini untuk memilih.
        """
        if not tanya:
            return Q(pk__in=[])
        syarat, isi = self._cocok(tanya, sebagian=False)
        temuan = f"SELECT {self._kunci} FROM {self.tabel} WHERE {syarat}"
        with connection.cursor() as kursor:
            kursor.execute(f"{temuan} LIMIT {BANYAK:d}", isi)
            sedikit = [nomor for (nomor,) in kursor.fetchall()]
        if len(sedikit) < BANYAK:
            return Q(pk__in=sedikit)
        pk = F("pk") if connection.vendor == "postgresql" else F("pk") + 0  # SQLite: jangan mulai dari temuannya
        return Q(In(pk, RawSQL(temuan, isi)))

    def terbaru(self, tanya: Tanya, *, batas: int = 5_000) -> Q:
        """Seperti `syarat` tanpa kueri tambahan, bagi daftar yang selalu menurut kuncinya: hanya `batas` temuan terbaru.

        PostgreSQL menaksir kata yang tidak dikenalnya ada di seperdua ratus baris, lalu menyusuri kedua tabel dari yang terbaru
        (1,3 detik untuk dua puluh temuan di 400.000 baris). Sebagai larik, temuannya dicari sekali sebelum barisnya diambil.
        """
        if not tanya:
            return Q(pk__in=[])
        syarat, isi = self._cocok(tanya, sebagian=False)
        kunci = self._kunci
        temuan = RawSQL(f"SELECT {kunci} FROM {self.tabel} WHERE {syarat} ORDER BY {kunci} DESC LIMIT {batas:d}", isi)
        return Q(_DalamLarik(F("pk"), temuan))

    def cocok(self, himpunan: QuerySet, tanya: Tanya, *, batas: int = 200) -> QuerySet:
        """Baris `himpunan` yang memuat sebagian katanya, terbaru dahulu, dengan `akar_judul` dan `akar_isi` untuk diperingkat."""
        if not tanya:
            return himpunan.none()
        kolom = himpunan.model._meta.pk
        baris = f"{himpunan.model._meta.db_table}.{kolom.column}"
        akar = {
            f"akar_{nama}": RawSQL(f"(SELECT c.{nama} FROM {self.tabel} c WHERE c.{self._kunci} = {baris})", [])
            for nama in ("judul", "isi")
        }
        syarat, isi = self._cocok(tanya, sebagian=True)
        temuan = RawSQL(f"SELECT {self._kunci} FROM {self.tabel} WHERE {syarat}", isi)
        return himpunan.filter(pk__in=temuan).annotate(**akar).order_by("-pk")[:batas]

    @property
    def _kunci(self) -> str:
        return "nomor" if connection.vendor == "postgresql" else "rowid"

    def _cocok(self, tanya: Tanya, sebagian: bool) -> tuple[str, list[str]]:
        """Potongan WHERE dan isinya. Akar hanya huruf dan angka ASCII, jadi tidak pernah menjadi sintaks mesinnya."""
        if connection.vendor == "postgresql":
            kelompok = [f"({' | '.join(satu)})" for satu in tanya.kelompok]
            return "vektor @@ %s::tsquery", [(" | " if sebagian else " & ").join(kelompok)]
        if _berfts(self):
            kelompok = ["(" + " OR ".join(f'"{a}"' for a in satu) + ")" for satu in tanya.kelompok]
            return f"{self.tabel} MATCH %s", [(" OR " if sebagian else " AND ").join(kelompok)]
        kata = " OR ".join if sebagian else " AND ".join
        syarat = kata("(" + " OR ".join(["' ' || isi || ' ' LIKE %s"] * len(satu)) + ")" for satu in tanya.kelompok)
        return syarat, [f"% {a} %" for satu in tanya.kelompok for a in satu]


class _DalamLarik(In):
    """`IN (kueri)`; pada PostgreSQL `= ANY(ARRAY(kueri))`, yang dikerjakan sekali dan lebih dahulu."""

    def get_rhs_op(self, connection, rhs):
        return f"= ANY(ARRAY{rhs})" if connection.vendor == "postgresql" else super().get_rhs_op(connection, rhs)


@cache
def _berfts(indeks: IndeksTeks) -> bool:
    return "fts5" in indeks._jenis(connection).lower()
