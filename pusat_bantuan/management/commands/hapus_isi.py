"""Menghapus isi tiket atau data orang tanpa akun dari baris perintah; hitungan wilayahnya tinggal (helpdesk.md 5, "Erasure")."""

from __future__ import annotations

from django.core.management import BaseCommand, CommandError

from pusat_bantuan import kode as aturan_kode
from pusat_bantuan.layanan import hapus_isi_tiket, hapus_kontak
from pusat_bantuan.models import Kontak, ProfilTiket


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--tiket", action="append", default=[], metavar="KODE", help="boleh diulang")
        parser.add_argument("--kontak", action="append", default=[], metavar="EMAIL", help="boleh diulang")
        parser.add_argument("--alasan", required=True, help="tercatat di tiket; paling sedikit 10 huruf")
        parser.add_argument("--lihat", action="store_true", help="sebut yang akan dihapus, jangan ubah apa pun")

    def handle(self, *args, tiket: list[str], kontak: list[str], alasan: str, lihat: bool, **opsi) -> None:
        if len(alasan.strip()) < 10:
            raise CommandError("Tulis alasannya dengan jelas, paling sedikit 10 huruf.")
        if not tiket and not kontak:
            raise CommandError("Sebut --tiket KODE atau --kontak EMAIL.")
        profil, orang = [self._tiket(satu) for satu in tiket], [self._kontak(satu) for satu in kontak]
        for satu in profil:
            if not lihat:
                hapus_isi_tiket(profil=satu, oleh=None, alasan=alasan)
            self.stdout.write(f"tiket {satu.kode}: isi {'akan ' if lihat else ''}dihapus")
        for satu in orang:
            email = satu.email
            jumlah = satu.tiket.filter(pemohon__isnull=True).count() if lihat else hapus_kontak(
                kontak=satu, oleh=None, alasan=alasan
            )  # fmt: skip
            self.stdout.write(f"kontak {email}: data dan isi {jumlah} tiket {'akan ' if lihat else ''}dihapus")

    def _tiket(self, tulisan: str) -> ProfilTiket:
        baku = aturan_kode.normalkan(tulisan)
        profil = ProfilTiket.objects.filter(kode=baku).first() if baku else None
        if profil is None:
            raise CommandError(f"Tiket {tulisan} tidak ada. Tidak ada yang dihapus.")
        return profil

    def _kontak(self, tulisan: str) -> Kontak:
        kontak = Kontak.objects.filter(email=tulisan.strip().lower()).first() if tulisan.strip() else None
        if kontak is None:
            raise CommandError(f"Kontak {tulisan} tidak ada. Tidak ada yang dihapus.")
        return kontak
