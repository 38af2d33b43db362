"""Open Badges 3.0: satu sertifikat menjadi kredensial bertanda tangan (domain training.md 8).

Dua bentuk: VC-JWT (RS256) dan bukti tertanam `eddsa-rdfc-2022`. Konteks JSON-LD dibawa sendiri, tidak pernah diambil.
"""

from .kredensial import kredensial
from .tanda_tangan import bertanda, dokumen_penerbit, jwt, kunci_umum

__all__ = ["bertanda", "dokumen_penerbit", "jwt", "kredensial", "kunci_umum"]
