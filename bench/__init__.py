"""Mengukur rumah ini pada skala nasional, berdampingan dengan halaman pustaka atas data yang sama dalam satu jalan.

Satu perintah: `python -m bench` (lihat `docs/bench.md`). Angka yang diterbitkan adalah perbandingan (kali lebih cepat),
bukan detik: detik milik mesinnya.
"""
