from __future__ import annotations

from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask

from .artikel import ArtikelBantuanPage


class TinjauArtikelTask(AbstractGroupApprovalTask):
    """Satu orang kedua membaca dan mencoba; persetujuannya menerbitkan dan mencatat siapa yang meninjau, kapan.

    Yang mengajukan tidak meninjau naskahnya sendiri, kecuali pengelola.
    """

    class Meta:
        verbose_name = "tugas tinjau artikel"
        verbose_name_plural = "tugas tinjau artikel"

    def get_actions(self, obj, user) -> list[tuple[str, str, bool]]:
        alur = obj.current_workflow_state
        if not user.is_superuser and alur and alur.requested_by_id == user.pk:
            return []
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [("reject", "Minta perbaikan", True), ("approve", "Setujui dan terbitkan", False)]

    def on_action(self, task_state, user, action_name, **kwargs):
        if action_name == "approve":
            naskah = task_state.revision.as_object()
            if isinstance(naskah, ArtikelBantuanPage):
                naskah.ditinjau_oleh, naskah.ditinjau_pada = user, timezone.localdate()
                task_state.revision = naskah.save_revision(user=user, changed=True, clean=False)
                task_state.save(update_fields=["revision"])
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> str:
        return "Orang kedua membaca naskah, memeriksa yang tersamar, lalu menerbitkannya"
