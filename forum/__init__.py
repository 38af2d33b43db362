"""Kamar: ForSID, yaitu simpul, ruang, topik, kiriman."""
