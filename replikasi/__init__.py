"""Kamar: pelacak desa, program percontohan, buku replikasi."""
