"""Baris kamar akun dalam segala keadaan, untuk uji hak yang dibangkitkan (`tests/test_hak.py`)."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from akun.kabar import kabari
from akun.layanan import ajukan_operator, beri_penugasan, buat_undangan, cabut_penugasan
from akun.models import JejakAkun, Kabar, Pengguna, Penugasan, Peran, SuratKeluar


def isi_hak(dunia) -> list:
    """Mengisi, dan mengembalikan yang hanya milik Lima Puluh Kota: Eko tidak boleh melihat satu pun."""
    luak, suliki = dunia.wilayah["13.07"], dunia.wilayah["13.07.01.2001"]
    hari = timezone.localdate()
    ina = Pengguna.objects.create_user("ina", first_name="Ina", telepon="+6281399990001")
    lama = Pengguna.objects.create_user("lama", first_name="Pernah Bertugas")
    sudah_pergi = Pengguna.objects.create_user("pergi", is_active=False)
    menunggu = ajukan_operator(pengguna=ina, wilayah=suliki, jabatan="Kaur")
    rahasia = [ina, lama, menunggu]
    for peran in (Peran.PELATIH, Peran.PETUGAS, Peran.MANAJER, Peran.PEGIAT):
        tugas = beri_penugasan(pengguna=lama, peran=peran, wilayah=luak, oleh=None)
        if peran != Peran.PEGIAT:
            cabut_penugasan(penugasan=tugas, oleh=None)
        rahasia.append(tugas)
    Penugasan.objects.create(
        pengguna=lama, peran=Peran.PEMBINA, wilayah=luak, mulai=hari + timedelta(days=9)
    )  # belum mulai
    Penugasan.objects.create(
        pengguna=lama, peran=Peran.OPERATOR, wilayah=suliki, keadaan="ditolak", mulai=hari, alasan="keliru"
    )
    Penugasan.objects.create(
        pengguna=sudah_pergi, peran=Peran.PELATIH, wilayah=dunia.wilayah["13"], mulai=hari - timedelta(days=99),
        selesai=hari - timedelta(days=1),
    )  # fmt: skip
    for oleh, peran, tempat in (
        (dunia.budi, Peran.OPERATOR, suliki), (dunia.fajar, Peran.PEGIAT, luak), (dunia.hadi, Peran.PENGELOLA, None),
    ):  # fmt: skip
        undangan = buat_undangan(oleh=oleh, peran=peran, wilayah=tempat, kunci=str(uuid.uuid4()), untuk="x").undangan
        rahasia.append(undangan)
    kabari([dunia.ani, dunia.eko, dunia.budi], jenis="tiket", kunci="hak", judul="Kabar", url="/")
    rahasia += [*Kabar.objects.exclude(penerima=dunia.eko), *SuratKeluar.objects.all()]
    return rahasia + list(JejakAkun.objects.all())
