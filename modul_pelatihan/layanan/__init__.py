"""Perbuatan di kamar belajar: atomik, idempoten, mengembalikan barisnya."""

from .kemajuan import PrasyaratBelumTuntas, catat_dibuka, tandai_selesai

__all__ = ["PrasyaratBelumTuntas", "catat_dibuka", "tandai_selesai"]
