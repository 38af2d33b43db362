"""Wilayah bernama mirip-mirip, untuk menguji pencarian dan pemilih."""

from wilayah.layanan import muat
from wilayah.models import Wilayah
from wilayah.muat.sumber import IsiSumber

MIRIP = {
    "13": "Sumatera Barat", "13.07": "Kabupaten Lima Puluh Kota", "13.07.01": "Suliki", "13.07.01.2001": "Kurai",
    "13.07.01.2004": "Suliki", "13.07.04": "Luak", "13.07.04.2001": "Tj. Haro Sikabu-kabu Pd. Panjang",
    "13.07.04.2002": "Andaleh", "13.05": "Kabupaten Padang Pariaman", "13.05.05": "2 x 11 Kayu Tanam",
    "13.05.05.2001": "Kayu Tanam", "13.76": "Kota Payakumbuh", "13.76.01": "Payakumbuh Barat", "13.76.01.1001": "Tanjung Pauh",
    "18": "Lampung", "18.02": "Kabupaten Lampung Tengah", "18.02.01": "Kalirejo", "18.02.01.2001": "Sidomulyo",
    "18.02.02": "Bangunrejo", "18.02.02.2001": "Sidomulyo", "18.02.02.2002": "Sidomulyo Jaya",
}  # fmt: skip


def muat_mirip() -> dict[str, Wilayah]:
    muat(isi=IsiSumber(nama=dict(sorted(MIRIP.items())), letak=dict.fromkeys(MIRIP, ("uji", 1))))
    return {satu.kode: satu for satu in Wilayah.objects.all()}
