from __future__ import annotations

from forum.models import AnggotaSimpul, Ruang, Simpul


def ruang_untuk_menulis(oleh) -> list[tuple[Simpul, list[Ruang]]]:
    """Simpul beserta ruang yang boleh dimulai `oleh`: simpulnya sendiri dan rantai simpul wilayahnya."""
    milik = Simpul.objects.diikuti(oleh=oleh).select_related("wilayah")
    dekat = Simpul.objects.isi_terlihat(oleh=oleh).terdekat(oleh.wilayah_utama)
    simpul = {satu.pk: satu for satu in [*milik[:20], *dekat[:10]]}
    keanggotaan = dict(
        AnggotaSimpul.objects.aktif().filter(pengguna=oleh, simpul__in=simpul).values_list("simpul", "peran")
    )
    hasil: dict[int, list[Ruang]] = {pk: [] for pk in simpul}
    for ruang in Ruang.objects.filter(simpul__in=simpul).order_by("urutan", "nama"):
        satu = simpul[ruang.simpul_id]
        ruang.simpul = satu
        terbuka = ruang.siapa_mulai == Ruang.Siapa.SEMUA or (
            ruang.siapa_mulai == Ruang.Siapa.ANGGOTA and satu.pk in keanggotaan
        )
        if terbuka or (ruang.siapa_mulai != Ruang.Siapa.SEMUA and ruang.boleh_dimulai(oleh=oleh)):
            hasil[satu.pk].append(ruang)
    return [(simpul[pk], daftar) for pk, daftar in hasil.items() if daftar]
