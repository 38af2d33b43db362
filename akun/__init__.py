"""Fondasi: orang, penugasan (siapa, di mana, sebagai apa), undangan, kabar dan kotak keluar surat."""
