"""Fondasi: pohon wilayah, riwayat kode, sebutan, fakta desa sebagaimana terakhir dilaporkan."""
