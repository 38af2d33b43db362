"""Operasi migrasi untuk migrasi awal kamar-kamar (docs/keputusan/0021)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory


class BuatSemua(Operation):
    """Banyak tabel dalam satu operasi: keadaan akhirnya dibangun dulu, lalu tiap tabel dibuat sekali dan utuh.

    `CreateModel` satu per satu membangun ulang setiap model yang bertaut pada tiap langkah; di rumah ini semuanya
    bertaut lewat Wilayah dan Pengguna, sehingga migrasi awal menghabiskan semenit lebih waktu prosesor. `operasi`:
    `CreateModel`, `AddField`, `AddIndex`, dan `AddConstraint` kamar itu sendiri, seperti tulisan `makemigrations`.
    """

    category = OperationCategory.ADDITION

    def __init__(self, operasi: Sequence[Operation]) -> None:
        self.operasi = list(operasi)

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)
        for satu in self.operasi:
            satu.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for model in self._model(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self._model(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def _model(self, app_label, state) -> list:
        return [state.apps.get_model(app_label, satu.name) for satu in self.operasi if isinstance(satu, CreateModel)]

    def describe(self) -> str:
        return "Membuat semua tabel kamar"
