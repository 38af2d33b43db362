"""Memulihkan satu cadangan: yang sekarang disisihkan, bukan ditimpa, dan kembali bila ada yang gagal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.utils.translation import activate

from situs import cadangan, pemulihan
from situs.mesin_data import GalatCadangan, TidakKembali


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="satu cadangan; folder induknya menyebut yang ada")
        parser.add_argument("--ya", action="store_true", help="jangan bertanya")
        parser.add_argument(
            "--paksa", action="store_true", help="juga bila basis data sedang dipakai, atau PostgreSQL-nya sudah berisi"
        )

    def handle(self, *args, folder: Path | None, ya: bool, paksa: bool, **opsi) -> None:
        activate("id")  # alasan penghapusan yang diulang disimpan dalam bahasa yang sedang berlaku
        folder = folder or Path(settings.FOLDER_CADANGAN)
        self._sebut_yang_ada(folder)
        try:
            if not paksa:
                pemulihan.tolak_bila_terpakai()
            with _berhenti_dengan_tertib(), pemulihan.disiapkan(folder) as siap:
                waktu = f"{siap.cadangan.waktu:%Y-%m-%d %H.%M} UTC"
                self.stdout.write(f"Cadangan {waktu} utuh: {len(siap.cadangan.berkas)} berkas, semua sidiknya cocok.")
                if not ya:
                    self._tanya()
                hasil = pemulihan.pulihkan(siap, paksa=paksa)
        except GalatCadangan as galat:
            raise CommandError(f"{galat} Tidak ada yang berubah.") from galat
        except TidakKembali as galat:
            raise CommandError(f"Pemulihan gagal. {galat}") from galat
        except CommandError:
            raise
        except Exception as galat:
            raise CommandError(
                f"Pemulihan gagal: {type(galat).__name__}: {galat}. Semuanya dikembalikan seperti semula; "
                "--traceback menyebut rinciannya."
            ) from galat
        self._lapor(hasil, waktu)

    def _sebut_yang_ada(self, folder: Path) -> None:
        if (folder / cadangan.MANIFES).exists():
            return
        if ada := cadangan.yang_ada(folder):
            daftar = "\n".join(f"  {satu}" for satu in reversed(ada))
            raise CommandError(f"Sebut satu cadangan:\n{daftar}")
        raise CommandError(f"{folder} bukan cadangan yang selesai ditulis, dan tidak berisi satu pun.")

    def _tanya(self) -> None:
        try:
            jawab = input("Isi situs sekarang disisihkan dan diganti cadangan ini. Ketik ya untuk melanjutkan: ")
        except EOFError:
            jawab = ""
        if jawab.strip().lower() != "ya":
            raise CommandError("Dibatalkan. Tidak ada yang berubah.")

    def _lapor(self, hasil: pemulihan.Hasil, waktu: str) -> None:
        self.stdout.write(f"Situs kembali ke keadaan {waktu}.")
        if hasil.disisihkan:
            self.stdout.write(
                f"Yang lama disisihkan: {', '.join(hasil.disisihkan)}. Hapus bila sudah tidak diperlukan."
            )
        if hasil.diulang is None:
            self.stdout.write(
                f"Basis data lama situs ini tidak ada atau tidak terbaca, jadi penghapusan akun dan isi tiket sesudah {waktu} "
                "TIDAK diulang. Ulangi dari catatan permintaannya: manage.py hapus_isi, dan hapus akun dari halamannya."
            )
        else:
            rinci = ", ".join(f"{jumlah} {apa}" for apa, jumlah in hasil.diulang.items())
            self.stdout.write(f"Penghapusan sesudah cadangan itu diulang: {rinci}.")
        if not hasil.kunci_cocok:
            self.stdout.write(
                "FIELD_KEY di sini bukan kunci saat dicadangkan: kode pengaman kedua, isi asli, dan surat asli tidak terbaca "
                "sampai rahasia/ yang lama dikembalikan."
            )


@contextmanager
def _berhenti_dengan_tertib() -> Iterator[None]:
    """SIGTERM, atau sambungan SSH yang putus, di tengah jalan mengembalikan semuanya, seperti Ctrl+C."""
    semula = {satu: signal.signal(satu, lambda *_: sys.exit(143)) for satu in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for satu, penangan in semula.items():
            signal.signal(satu, penangan)
