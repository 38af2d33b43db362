"""Tujuh belas templat surat django-helpdesk dalam bahasa Indonesia.

Surat kita sendiri tidak memakainya (lihat `layanan/surat.py`). Ia dipasang sebab pustaka diam-diam tidak mengirim apa
pun bila satu saja tidak ada (domain stack.md 4, jebakan 11), dan supaya tindakan pustaka mana pun berbahasa Indonesia.
Alamatnya selalu `staff_url`, sebab `ticket_url` membawa surel dan kunci di dalam alamat (helpdesk.md 1, cacat 21).
"""

from __future__ import annotations

from typing import NamedTuple


class Templat(NamedTuple):
    template_name: str
    subject: str
    heading: str
    plain_text: str
    html: str


_SUDAH = {
    "assigned": ("Diserahkan", "Tiket diserahkan", "sekarang ditangani {% firstof ticket.get_assigned_to 'petugas' %}"),
    "closed": ("Ditutup", "Tiket ditutup", "sudah ditutup"),
    "escalated": ("Dinaikkan", "Tiket dinaikkan", "dinaikkan prioritasnya karena belum selesai"),
    "newticket": ("Baru", "Tiket baru", "sudah kami terima"),
    "resolved": ("Terjawab", "Tiket terjawab", "sudah dijawab dan menunggu konfirmasi"),
    "updated": ("Kabar baru", "Ada kabar pada tiket", "mendapat kabar baru"),
}
_KEPADA = {
    "owner": "Tiket ini Anda pegang.",
    "submitter": "Anda menerima surat ini sebagai pemohon.",
    "cc": "Anda menerima surat ini karena mengikuti tiketnya.",
}
_NAMA = {
    "assigned": ("cc", "owner"),
    "closed": ("cc", "owner", "submitter"),
    "escalated": ("cc", "owner", "submitter"),
    "newticket": ("cc", "submitter"),
    "resolved": ("cc", "owner", "submitter"),
    "updated": ("cc", "owner", "submitter"),
}


def _satu(nama: str, perihal: str, judul: str, kalimat: str, penutup: str) -> Templat:
    isi = ""
    html = ""
    if nama.startswith("updated"):
        isi = "{% if comment %}\n{{ comment }}\n{% endif %}"
        html = "{% if comment %}<blockquote>{{ comment }}</blockquote>{% endif %}"
    elif nama.startswith(("resolved", "closed")):
        isi = "{% if resolution %}\n{{ resolution }}\n{% endif %}"
        html = "{% if resolution %}<blockquote>{{ resolution|linebreaksbr }}</blockquote>{% endif %}"
    return Templat(
        nama,
        f"({perihal})",
        judul,
        "{% autoescape off %}Halo,\n\n"
        f'Tiket {{{{ ticket.ticket }}}} "{{{{ ticket.title }}}}" {kalimat}.\n{isi}\n'
        f"Buka tiket: {{{{ ticket.staff_url }}}}\n\n{penutup}{{% endautoescape %}}",
        "<p>Halo,</p>\n"
        f"<p>Tiket <b>{{{{ ticket.ticket }}}}</b> “{{{{ ticket.title }}}}” {kalimat}.</p>\n{html}\n"
        f'<p><a href="{{{{ ticket.staff_url }}}}">Buka tiket</a></p>\n<p>{penutup}</p>',
    )


TEMPLAT = tuple(
    _satu(f"{jenis}_{siapa}", *_SUDAH[jenis], _KEPADA[siapa]) for jenis, daftar in _NAMA.items() for siapa in daftar
) + (
    _satu(
        "merged", "Digabung", "Tiket digabung", "digabung ke tiket {{ ticket.merged_to.ticket }}",
        "Percakapan dilanjutkan di tiket itu.",
    ),
)  # fmt: skip
