"""Tiket yang dicatatkan orang dan yang dikirim sistem lain, untuk uji hak."""

from __future__ import annotations

import uuid

from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import IsiTiket, buat_tiket
from pusat_bantuan.layanan.buat_tiket import Kiriman, Wakil
from pusat_bantuan.models import KabarSistem, Kontak, SistemLuar


def isi_asal(dunia) -> list:
    """Tiket yang dicatatkan Citra untuk penelepon, dan yang dikirim sistem kabupaten."""
    bidang, desa = Bidang.objects.get(slug="surat-tte"), dunia.wilayah["13.07.01.2004"]
    penelepon = Kontak.objects.create(nama="Bu Rina", hp="+6281200001111")
    dicatat = buat_tiket(
        kontak=penelepon,
        isi=IsiTiket(
            wilayah=desa, bidang=bidang, uraian="Kop hilang", kanal="telepon", atas_nama="Bu Rina",
            wakil=Wakil(dunia.citra, "Bu Rina", "Setuju dicatatkan."),
        ),
    )  # fmt: skip
    sistem = SistemLuar.objects.create(
        nama="Aduan Kabupaten", pemilik="Diskominfo", wilayah=dunia.wilayah["13.07"], lingkup=["tiket:buat"],
        sidik="0" * 64, awalan="pb_uji00", dibuat_oleh=dunia.hadi, kunci_kirim=uuid.uuid4(),
    )  # fmt: skip
    dikirim = buat_tiket(
        kontak=Kontak.objects.create(nama="Warga kantor"),
        isi=IsiTiket(
            wilayah=desa,
            bidang=bidang,
            uraian="Dari sistem lain",
            kanal="api",
            kiriman=Kiriman(sistem, "0" * 64, "A-1"),
        ),
    )
    kabar = KabarSistem.objects.create(sistem=sistem, profil=dikirim, jenis="tiket.pesan", muatan={})
    return [dicatat.pencatatan, dikirim.kiriman, sistem, kabar]
