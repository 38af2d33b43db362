"""Lembar keputusan seleksi dan tabel nilai yang diunduh. Lembarnya hanya membaca salinan beku, tidak pernah menghitung lagi."""

from __future__ import annotations

from datetime import date

from replikasi.cetak import hari
from replikasi.models import Seleksi

from .ekspor import Tabel
from .seleksi import TabelNilai

DEFINISI = [
    "Nilai: jumlah bobot kali skor (0–4) dibagi bobot yang dinilai; hanya bila paling sedikit bagian tertentu bobotnya dinilai.",
    "Selang: terendah bila yang belum dinilai dianggap 0, tertinggi bila dianggap 4.",
    "Gerbang: kriteria yang harus mencapai batasnya; tidak dapat ditutup nilai kriteria lain.",
    "Kokoh: tetap masuk kuota pada paling sedikit 80 % jalan ketika tiap bobot digeser naik dan turun sendiri-sendiri.",
    "Seri diputus menurut komitmen, lalu cakupan, lalu kode wilayah.",
]


def isi_surat(satu: Seleksi) -> dict:
    """Data `seleksi.typ`; semuanya teks dari salinan beku. Bukti rinci tidak ikut, nilainya ikut."""
    isi = satu.isi
    kriteria = isi["edisi"]["kriteria"]
    return {
        "kicker": f"Keputusan seleksi nomor {satu.nomor}" + (" (koreksi)" if satu.mengoreksi_id else ""),
        "judul": isi["panggilan"]["judul"],
        "pengantar": f"{isi['program']['nama']} · {isi['wilayah']['nama']} · {hari(satu.tanggal)}",
        "peringatan": "Data contoh: nama wilayahnya resmi, isinya rekaan." if satu.contoh else "",
        "keputusan": satu.keputusan,
        "terpilih": [[f"{c['nama']}, {c['induk']}", c["kode"], c["nilai"]] for c in satu.terpilih],
        "urutan": [
            [
                str(c["urutan"] or "–"), c["nama"], c["nilai"] or "–", f"{c['rendah']}–{c['tinggi']}", c["cakupan"] + " %",
                "lolos" if c["layak"] else "tidak", f"{c['kokoh_persen']} %" if c["kokoh_persen"] else "–",
                "dipilih" if c["terpilih"] else "",
            ]
            for c in isi["calon"]
        ],
        "kepala_skor": ["Calon", *(f"{k['nama']} ({k['bobot']})" for k in kriteria)],
        "skor": [[c["nama"], *("–" if s["nilai"] is None else str(s["nilai"]) for s in c["skor"])] for c in isi["calon"]],
        "simpang": [
            f"{c['nama']} ({'dipilih' if c['terpilih'] else 'dilewati'}): {c['alasan']}" for c in isi["calon"] if c["menyimpang"]
        ],
        "catatan": [f"{c['nama']}: {s}" for c in isi["calon"] for s in ([c["seri"]] if c["seri"] else []) + c["sebab"]],
        "hadir": [[h["nama"], ", ".join(filter(None, (h.get("jabatan"), h.get("lembaga"))))] for h in satu.hadir],
        "dasar": (
            f"Kriteria edisi {isi['edisi']['nomor']} (berlaku sejak {hari(date.fromisoformat(isi['edisi']['sejak']))}), "
            f"kuota {isi['panggilan']['kuota']}, cakupan paling sedikit {isi['edisi']['cakupan_min']} %, uji kekokohan "
            f"±{isi['edisi']['delta']} % dalam {isi['kepekaan']['jalan']} jalan. Versi rumus {isi['versi_rumus']}."
        ),
        "gerbang": "; ".join(f"{k['nama']} paling sedikit {k['gerbang']} dari 4" for k in kriteria if k["gerbang"]),
        "definisi": DEFINISI,
        "sidik": satu.sidik,
        "koreksi": f"Mengoreksi keputusan nomor {satu.mengoreksi.nomor}, {hari(satu.mengoreksi.tanggal)}." if satu.mengoreksi else "",
    }  # fmt: skip


def tabel_unduh(t: TabelNilai) -> Tabel:
    kepala = [
        "urutan", "kode", "nama", "keadaan", "nilai", "rendah", "tinggi", "cakupan_persen", "layak", "kokoh_persen", "kokoh",
        *(f"{k.kode}_{jenis}" for k in t.kriteria for jenis in ("mandiri", "dinilai")), "sebab_tidak_layak",
    ]  # fmt: skip
    isi = [
        [
            b.urutan or "", b.kode, b.calon.wilayah.nama_lengkap, b.calon.get_keadaan_display(),
            *("" if n is None else n for n in (b.nilai, b.rendah, b.tinggi, b.cakupan)), "ya" if b.hasil.layak else "tidak",
            "" if b.bagian_kokoh is None else b.bagian_kokoh, "ya" if b.kokoh else "tidak",
            *("" if n is None else n for s in b.sel for n in (s.mandiri, s.nilai)), "; ".join(b.sebab_tidak_layak),
        ]
        for b in t.semua
    ]  # fmt: skip
    contoh = ["Data contoh: nama wilayahnya resmi, isinya rekaan."] if t.panggilan.contoh else []
    return Tabel(
        f"nilai-calon-{t.panggilan.pk}", f"Nilai calon: {t.panggilan.judul}",
        f"Kriteria edisi {t.edisi.nomor}. Yang dihitung nilai pemeriksa.", kepala, isi,
        [0, 4, 5, 6, 7, 9], [*contoh, *DEFINISI],
    )  # fmt: skip
