"""Kamar: bidang, modul, pelajaran, kuis, kelas, sertifikat."""
