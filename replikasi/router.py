from django.conf import settings


class RouterTelemetri:
    """Tabel pendaratan laporan tinggal di berkas `telemetri` bila ada (SQLite); selain itu semua di `default`."""

    MODEL = "laporanmasuk"

    def _alias(self, model) -> str | None:
        if model._meta.app_label == "replikasi" and model._meta.model_name == self.MODEL:
            return "telemetri" if "telemetri" in settings.DATABASES else "default"
        return None

    def db_for_read(self, model, **hints):
        return self._alias(model)

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        if "telemetri" not in settings.DATABASES:
            return None
        khusus = app_label == "replikasi" and model_name == self.MODEL
        return khusus if db == "telemetri" else not khusus
