"""Memuat daftar wilayah: `sumber` membaca berkas, `rencana` membandingkan, `layanan.muat` menulis."""
