"""Jawaban untuk antrean klaim di perangkat: JSON bila diminta, halaman biasa bila tidak."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, JsonResponse


def minta_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def jawab_galat(form: forms.BaseForm) -> JsonResponse:
    """Kalimat galat untuk antrean di perangkat; 422 berarti jangan dicoba lagi tanpa diperbaiki."""
    kalimat = [satu for daftar in form.errors.values() for satu in daftar]
    return JsonResponse({"galat": " ".join(kalimat)}, status=422)
