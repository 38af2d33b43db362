"""Data untuk halaman forum; semua hanya membaca, dan semua lewat himpunan yang boleh dilihat pembacanya."""
