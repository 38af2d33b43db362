from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask

from modul_pelatihan.versi import VersiKeliru, urai

from .rilis import PILIHAN_EDISI, TerikatRilis, periksa_versi


class FormPeriksaVersi(forms.Form):
    """Isian pemeriksa: dicoba pada rilis dan edisi mana."""

    versi = forms.CharField(
        label="Dicoba pada rilis", max_length=8, required=False, validators=[periksa_versi],
        help_text="Misalnya 26.04. Kosongkan bila naskah ini tidak terikat rilis.",
    )  # fmt: skip
    edisi = forms.ChoiceField(label="Edisi", choices=PILIHAN_EDISI, required=False)
    comment = forms.CharField(label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PeriksaVersiTask(AbstractGroupApprovalTask):
    """Pemeriksa menyebut rilis dan edisi yang ia coba; nilainya masuk ke naskah. Pengirim tidak memeriksa naskahnya sendiri."""

    class Meta:
        verbose_name = "tugas periksa versi"
        verbose_name_plural = "tugas periksa versi"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        alur = obj.current_workflow_state
        if not user.is_superuser and alur and alur.requested_by_id == user.pk:
            return []
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [("reject", "Minta perbaikan", True), ("approve", "Setujui sesudah dicoba", True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return FormPeriksaVersi if action == "approve" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state, user, action_name, versi: str = "", edisi: str = "", comment: str = "", **lain):
        if action_name == "approve":
            self._catat_pada_naskah(task_state, user, versi, edisi)
        return super().on_action(task_state, user, action_name, comment=comment)

    def _catat_pada_naskah(self, task_state, user, versi: str, edisi: str) -> None:
        naskah = task_state.revision.as_object()
        if not isinstance(naskah, TerikatRilis):
            return
        try:
            naskah.versi_terverifikasi = str(urai(versi)[0])
        except VersiKeliru:
            pass  # kosong: naskah tidak terikat rilis, versi lama dibiarkan
        else:
            naskah.edisi = edisi if edisi in dict(PILIHAN_EDISI) else naskah.edisi
        naskah.diperiksa_oleh = user
        naskah.diperiksa_pada = timezone.localdate()
        task_state.revision = naskah.save_revision(user=user, changed=True, clean=False)
        task_state.save(update_fields=["revision"])

    @classmethod
    def get_description(cls) -> str:
        return "Anggota grup memeriksa isi dan menyebut rilis OpenSID yang dicoba"
