from django.forms.renderers import TemplatesSetting


class PerenderFormulir(TemplatesSetting):
    """Isian kita: label, bantuan, dan galat dalam satu cetakan."""

    field_template_name = "komponen/isian.html"
