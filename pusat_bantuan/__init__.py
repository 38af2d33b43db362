"""Kamar: meja bantuan di atas django-helpdesk, artikel bantuan."""
