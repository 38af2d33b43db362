"""Bentuk data terbuka: kamus, CSV, dan GeoJSON dari halaman yang sama dengan layarnya."""

from __future__ import annotations

import csv
import io

from replikasi.bacaan.angka import Angka
from replikasi.bacaan.baris import BarisDesa
from replikasi.bacaan.wilayah import HalamanWilayah
from replikasi.models import GarisWilayah
from wilayah.lembar_sebar import sel_aman
from wilayah.models import FaktaDesa, Wilayah


def titik(wilayah: Wilayah | None, angka: Angka) -> dict:
    return {
        "kode": wilayah.kode if wilayah else "", "nama": wilayah.nama_lengkap if wilayah else "Indonesia",
        "tingkat": wilayah.tingkat if wilayah else "nasional", "per": angka.per, "n_desa": angka.n_desa,
        "n_kelurahan": angka.n_kelurahan, "aktif_desa": angka.adopsi_desa, "aktif_semua": angka.adopsi_semua,
        "persen_desa": angka.persen_desa, "persen_desa_kelurahan": angka.persen_semua, "dipakai": angka.dipakai_semua,
        "baru": angka.baru, "berhenti": angka.hilang, "dalam_program": angka.penerapan,
        "tonggak_terverifikasi": angka.tonggak_verif, "tonggak_diklaim": angka.tonggak_klaim,
        "tak_dapat_melapor": angka.nama_ditolak, "kecamatan_siap_opendk": angka.kec_siap,
        "keadaan": {s.slug: s.n for s in angka.sebaran},
    }  # fmt: skip


def titik_desa(satu: BarisDesa) -> dict:
    ringkas = satu.ringkas
    return {
        "kode": satu.wilayah.kode, "nama": satu.wilayah.nama_lengkap, "status": satu.tampil.status,
        "sumber": satu.tampil.sumber or "tidak_ada", "terhitung_aktif": satu.tampil.aktif, "dipakai": satu.dipakai,
        "lapor_terakhir": ringkas.lapor_terakhir if ringkas else None, "versi": ringkas.versi if ringkas else "",
        "umur_versi_bulan": satu.umur_versi, "kemajuan_terverifikasi_persen": satu.maju_verif,
        "kemajuan_diklaim_persen": satu.maju_klaim,
    }  # fmt: skip


def tulis_csv(baris: list[dict]) -> str:
    """Kamus di dalam baris menjadi kolom `nama_isi`."""
    datar = [
        {
            **{k: v for k, v in satu.items() if not isinstance(v, dict)},
            **{f"{k}_{n}": v for k, isi in satu.items() if isinstance(isi, dict) for n, v in isi.items()},
        }
        for satu in baris
    ]
    kolom = list(dict.fromkeys(nama for satu in datar for nama in satu))
    keluar = io.StringIO()
    penulis = csv.DictWriter(keluar, kolom, restval=0)
    penulis.writeheader()
    penulis.writerows({k: sel_aman("" if v is None else v) for k, v in satu.items()} for satu in datar)
    return keluar.getvalue()


def geojson(halaman: HalamanWilayah, anak: list[dict], keterangan: dict) -> dict:
    """Satu Feature per anak; geometrinya garis luar bila dimuat, titik kantor untuk desa, selain itu `null`."""
    wilayah = [s.wilayah for s in halaman.anak or halaman.desa]
    garis = dict(GarisWilayah.objects.filter(wilayah__in=wilayah).values_list("wilayah_id", "geometri"))
    kantor = {}
    if not halaman.anak:
        letak = FaktaDesa.objects.filter(wilayah__in=wilayah, lat__isnull=False, lng__isnull=False)
        kantor = {
            pk: {"type": "Point", "coordinates": [float(lng), float(lat)]}
            for pk, lat, lng in letak.values_list("wilayah_id", "lat", "lng")
        }
    sifat = anak or [titik_desa(s) for s in halaman.desa]
    return {
        "type": "FeatureCollection",
        "metadata": keterangan,
        "features": [
            {"type": "Feature", "id": w.kode, "properties": isi, "geometry": garis.get(w.pk) or kantor.get(w.pk)}
            for w, isi in zip(wilayah, sifat, strict=True)
        ],
    }
