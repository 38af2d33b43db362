from .bidang import Bidang, ModulBidang

__all__ = ["Bidang", "ModulBidang"]
