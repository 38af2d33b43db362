from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

BILANGAN_TERBESAR = 2**63 - 1  # kolom kunci


def menurut_nomor(himpunan: QuerySet, nomor: int) -> Any:
    """Barisnya, atau 404; nomor sebesar apa pun di alamat bukan galat server."""
    if nomor > BILANGAN_TERBESAR:
        raise Http404
    return get_object_or_404(himpunan, pk=nomor)
