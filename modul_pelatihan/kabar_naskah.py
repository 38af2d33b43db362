"""Kabar alur redaksi lewat `akun.kabar`: pemeriksa tahu ada naskah menunggu, penulis tahu hasilnya.

Surat bawaan Wagtail sebagian berbahasa Inggris dan dikirim ke alamat yang belum terbukti. Penerima di sini memakai
`dispatch_uid` yang sama dan dipasang lebih dahulu (urutan INSTALLED_APPS), maka penerima bawaan itu tidak pernah terpasang.
"""

from __future__ import annotations

from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from akun.kabar import kabari
from akun.models import Pengguna

BANYAK_ORANG = "Pelatih"  # kelompok besar: melihatnya di ruang redaksi, tidak dikabari satu per satu


def _sunting(halaman: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[halaman.pk])


def kabari_pemeriksa(sender, instance: TaskState, user=None, **kwargs) -> None:
    alur = instance.workflow_state
    halaman, tugas = alur.content_object, instance.task.specific
    if not isinstance(halaman, Page) or not hasattr(tugas, "groups"):
        return
    pemeriksa = Pengguna.objects.filter(groups__in=tugas.groups.exclude(name=BANYAK_ORANG)).exclude(
        pk=alur.requested_by_id
    )
    kabari(
        pemeriksa.distinct(), jenis="modul_diperiksa", kunci=f"naskah:{instance.pk}:menunggu", url=_sunting(halaman),
        judul=f"Menunggu Anda: {halaman.get_admin_display_title()}", isi=tugas.name,
    )  # fmt: skip


def kabari_terbit(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    halaman = instance.content_object
    if isinstance(halaman, Page) and instance.requested_by:
        kabari(
            [instance.requested_by], jenis="modul_terbit", kunci=f"naskah:{instance.pk}:terbit",
            url=halaman.url or _sunting(halaman), judul=f"Sudah terbit: {halaman.get_admin_display_title()}",
        )  # fmt: skip


def kabari_perbaikan(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    halaman, tugas = instance.content_object, instance.current_task_state
    if isinstance(halaman, Page) and instance.requested_by:
        kabari(
            [instance.requested_by], jenis="modul_diperbaiki", kunci=f"naskah:{instance.pk}:perbaiki:{tugas.pk}",
            url=_sunting(halaman), judul=f"Perlu diperbaiki: {halaman.get_admin_display_title()}",
            isi=(tugas.comment or "")[:500],
        )  # fmt: skip


def _diam(sender, **kwargs) -> None:
    """Pengajuan sudah dikabarkan sebagai tugas; surat kedua kepada pengelola tidak perlu."""


def pasang() -> None:
    task_submitted.connect(
        kabari_pemeriksa, sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification"
    )
    workflow_submitted.connect(_diam, sender=WorkflowState, dispatch_uid="workflow_state_submitted_email_notification")
    workflow_approved.connect(
        kabari_terbit, sender=WorkflowState, dispatch_uid="workflow_state_approved_email_notification"
    )
    workflow_rejected.connect(
        kabari_perbaikan, sender=WorkflowState, dispatch_uid="workflow_state_rejected_email_notification"
    )
