from django.forms.renderers import TemplatesSetting


class PerenderFormulir(TemplatesSetting):
    """Isian kita: ringkasan galat di atas, lalu label, bantuan, dan galat tiap isian dalam satu cetakan."""

    form_template_name = "komponen/formulir_isi.html"
    field_template_name = "komponen/isian.html"
