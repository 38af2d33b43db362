"""Sebutan setempat untuk desa. Aturan hanya di tempat yang aman; selebihnya pengaturan wilayah. Murni, tanpa ORM."""

from collections.abc import Mapping

from .kode import jenis_desa, leluhur

# tracker.md bagian 9: nagari di provinsi 13, kecuali Kepulauan Mentawai, Sawahlunto, dan Pariaman.
SEBUTAN_AMAN = {"13": "nagari", "13.09": "desa", "13.73": "desa", "13.77": "desa"}
SEBUTAN_DIKENAL = (
    "desa", "nagari", "gampong", "pekon", "tiyuh", "kampung", "kalurahan", "lembang", "negeri", "ohoi", "huta", "kuwu",
)  # fmt: skip


def sebutan_baku(kode: str, pengaturan: Mapping[str, str] | None = None) -> str:
    """Sebutan satu desa: pengaturan atau aturan dari leluhur terdekat; kelurahan tetap kelurahan.

    `pengaturan` memetakan kode provinsi, kabupaten, atau kecamatan ke sebutan desa di dalamnya.
    """
    jenis = jenis_desa(kode)
    if jenis == "kelurahan":
        return "kelurahan"
    if jenis == "desa_adat":
        return "desa adat"
    peta = {**SEBUTAN_AMAN, **(pengaturan or {})}
    return next((peta[satu] for satu in reversed(leluhur(kode)[:-1]) if peta.get(satu)), "desa")
