"""Di ruang redaksi, di atas naskah artikel: dari mana asalnya dan apa kata pembaca revisi yang terbit."""

from __future__ import annotations

from wagtail.admin.panels import Panel


class PanelAsal(Panel):
    """Isinya disiapkan model (`catatan_redaksi`), sebab tautan tiket asal hanya bagi peninjau yang boleh membacanya."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pusat_bantuan/redaksi/asal.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            konteks = super().get_context_data(parent_context)
            return konteks | self.instance.catatan_redaksi(oleh=self.request.user)
