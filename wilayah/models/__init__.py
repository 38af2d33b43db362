from ..nama import kunci_nama
from .fakta import FaktaDesa, KontakDesa
from .riwayat import RiwayatKode
from .wilayah import KataWilayah, Wilayah, WilayahQuerySet, q_rentang

__all__ = [
    "FaktaDesa", "KataWilayah", "KontakDesa", "RiwayatKode", "Wilayah", "WilayahQuerySet", "kunci_nama", "q_rentang",
]  # fmt: skip
