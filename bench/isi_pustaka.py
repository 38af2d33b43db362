"""Fakta tiket yang sama di tempat yang disediakan pustaka: antrean menurut bidang utama, dan lima kolom tambahan per tiket.

Tanpa ini halaman pustaka tidak menampilkan desa, bidang, versi, pemasangan, dan dampak yang tampil di halaman kita, dan
perbandingannya tidak sebanding (pengaturan yang sama dengan pengukuran di domain helpdesk.md 7).
"""

from __future__ import annotations

from helpdesk.models import CustomField, Queue, Ticket, TicketCustomFieldValue

from modul_pelatihan.models import Bidang
from pusat_bantuan.models import ProfilTiket

from .simpan import simpan

KOLOM = {
    "desa": "wilayah__nama", "bidang": "bidang__nama", "versi": "versi", "pemasangan": "hosting", "dampak": "dampak",
}  # fmt: skip


def isi_pustaka() -> None:
    """Boleh diulang: yang sudah berkolom tambahan tidak diisi lagi."""
    for satu in Bidang.objects.filter(induk=None):
        antrean, _ = Queue.objects.get_or_create(slug=f"bench-{satu.slug}"[:50], defaults={"title": satu.nama})
        Ticket.objects.filter(profil__bidang__in=[satu.pk, *satu.anak.values_list("pk", flat=True)]).update(
            queue=antrean
        )
    medan = [
        CustomField.objects.get_or_create(
            name=nama, defaults={"label": nama.capitalize(), "data_type": "varchar", "max_length": 120, "ordering": n}
        )[0].pk
        for n, nama in enumerate(KOLOM)
    ]
    baru = ProfilTiket.objects.filter(tiket__ticketcustomfieldvalue=None).order_by("pk")
    simpan(
        TicketCustomFieldValue,
        [
            TicketCustomFieldValue(ticket_id=pk, field_id=satu, value=nilai)
            for pk, *isi in baru.values_list("pk", *KOLOM.values())
            for satu, nilai in zip(medan, isi, strict=True)
        ],
    )
