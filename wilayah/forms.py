"""Isian wilayah yang dipakai di mana saja: satu kotak ketik, telusur bertingkat, jalan dengan dan tanpa JavaScript.

Tanpa JavaScript semuanya terjadi di dalam formulir yang memuatnya: bila tulisannya belum menunjuk satu wilayah, formulir
kembali dengan pilihan radio atau daftar pilih berikutnya, dan ketikan di isian lain tetap ada.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse

from . import kode as aturan_kode
from .cari import Temuan, cari, konteks, label_wilayah
from .layanan.kode import temukan
from .models import Wilayah

_KODE_DI_UJUNG = re.compile(r"\(([\d.]+)\)\s*$")
_PANJANG = {2: "Provinsi", 5: "Kabupaten/kota", 8: "Kecamatan", 13: "Desa, nagari, atau kelurahan"}
_SEBUT = {
    "provinsi": "provinsi", "kabupaten": "kabupaten/kota", "kecamatan": "kecamatan",
    "desa": "desa, nagari, atau kelurahan",
}  # fmt: skip
_PANJANG_TINGKAT = {"provinsi": 2, "kabupaten": 5, "kota": 5, "kecamatan": 8, "desa": 13}


@dataclass(frozen=True)
class IsianWilayah:
    """Yang dikirim peramban: tulisan, tulisan semula, radio, dan rantai daftar pilih menurut panjang kode."""

    teks: str = ""
    asal: str = ""
    radio: str = ""
    lanjut: bool = False
    rantai: Mapping[int, str] = field(default_factory=dict)

    @property
    def kosong(self) -> bool:
        return not (self.teks or self.radio or any(self.rantai.values()))


class PilihWilayah(forms.Widget):
    """Kotak gabung (combobox) di atas `/wilayah/cari/`; di bawahnya telusur dari provinsi."""

    template_name = "wilayah/pilih_wilayah.html"
    tingkat: tuple[str, ...] = ("desa",)
    dalam: Wilayah | None = None

    def __init__(self, attrs=None) -> None:
        super().__init__(attrs)
        self.calon: list[Temuan] = []
        self.terpilih: Wilayah | None = None
        self.atas: Wilayah | None = None

    def use_required_attribute(self, initial) -> bool:
        return False  # wilayah boleh dipilih lewat radio atau daftar pilih, kotak ketiknya kosong

    def value_from_datadict(self, data, files, name) -> IsianWilayah:
        ambil = lambda akhiran="": str(data.get(f"{name}{akhiran}") or "").strip()  # noqa: E731
        return IsianWilayah(
            teks=ambil(), asal=ambil("_asal"), radio=ambil("_calon"), lanjut=bool(ambil("_lanjut")),
            rantai={panjang: ambil(f"_{panjang}") for panjang in _PANJANG},
        )  # fmt: skip

    def value_omitted_from_data(self, data, files, name) -> bool:
        return not any(kunci == name or kunci.startswith(f"{name}_") for kunci in data)

    def get_context(self, name, value, attrs) -> dict[str, Any]:
        konteks_widget = super().get_context(name, None, attrs)
        teks = value.teks if isinstance(value, IsianWilayah) else ""
        terpilih = self.terpilih or (None if isinstance(value, IsianWilayah) else wilayah_dari(value))
        if terpilih:
            teks = label_wilayah(terpilih)
        konteks_widget["widget"] |= {
            "teks": teks,
            "letak": konteks([terpilih])[terpilih.pk] if terpilih else "",
            "calon": self.calon,
            "tangga": self._tangga(name, attrs or {}),
            "terbuka": self.atas is not None,
            "sebut": sebut_tingkat(self.tingkat),
            "url_cari": reverse("wilayah:cari"),
            "url_anak": reverse("wilayah:anak"),
            "tingkat": ",".join(self.tingkat),
            "dalam": self.dalam.kode if self.dalam else "",
            "paling_dalam": paling_dalam(self.tingkat),
        }
        return konteks_widget

    def _tangga(self, name: str, attrs: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Daftar pilih dari puncak sampai anak-anak wilayah yang sedang ditelusuri."""
        puncak = len(self.dalam.kode) if self.dalam else 0
        jalur = aturan_kode.leluhur(self.atas.kode) if self.atas else []
        tangga, induk = [], self.dalam.kode if self.dalam else None
        for panjang, sebut in _PANJANG.items():
            if not puncak < panjang <= paling_dalam(self.tingkat):
                continue
            terpilih = next((kode for kode in jalur if len(kode) == panjang), "")
            tangga.append(
                {
                    "nama": f"{name}_{panjang}", "id": f"{attrs.get('id', name)}_{panjang}", "sebut": sebut,
                    "panjang": panjang, "terpilih": terpilih, "pilihan": _anak(induk).values("kode", "nama"),
                }
            )  # fmt: skip
            if not terpilih:
                break
            induk = terpilih
        return tangga


class WilayahField(forms.Field):
    """Isian wilayah; nilai bersihnya `Wilayah`.

    `tingkat`: tingkat yang boleh dipilih ("kabupaten" termasuk kota). `dalam`: hanya di dalam wilayah ini.
    `boleh_lama`: menerima kode yang tidak berlaku lagi.
    """

    widget = PilihWilayah
    default_error_messages = {"required": "Pilih wilayahnya: ketik nama atau kode, atau telusuri dari provinsi."}

    def __init__(
        self, *, tingkat: tuple[str, ...] = ("desa",), dalam: Wilayah | None = None, boleh_lama: bool = False, **kwargs
    ) -> None:
        super().__init__(**kwargs)
        self.boleh_lama = boleh_lama
        self.tingkat = tuple(
            dict.fromkeys(t for satu in tingkat for t in ((satu, "kota") if satu == "kabupaten" else (satu,)))
        )
        self.dalam = dalam

    @property
    def dalam(self) -> Wilayah | None:
        return self.widget.dalam

    @dalam.setter
    def dalam(self, nilai: Wilayah | None) -> None:
        """Boleh diisi formulir di `__init__`-nya, misalnya dari wilayah orang yang masuk."""
        self.widget.dalam, self.widget.tingkat = nilai, self.tingkat

    def prepare_value(self, value):
        return value

    def to_python(self, value) -> Wilayah | None:
        if not isinstance(value, IsianWilayah):
            return wilayah_dari(value)
        self.widget.calon, self.widget.atas, self.widget.terpilih = [], None, None
        hasil = self._dari_isian(value)
        self.widget.terpilih = hasil
        return hasil

    def has_changed(self, initial, data) -> bool:
        try:
            hasil = self.to_python(data)
        except ValidationError:
            return True
        awal = wilayah_dari(initial)
        return (hasil and hasil.pk) != (awal and awal.pk)

    def _dari_isian(self, isian: IsianWilayah) -> Wilayah | None:
        tetap = isian.teks == isian.asal
        rantai = self._ujung_rantai(isian.rantai)
        if rantai and (isian.lanjut or tetap):
            if self._boleh(rantai) and not (isian.lanjut and len(rantai.kode) < paling_dalam(self.tingkat)):
                return rantai
            self.widget.atas = rantai
            raise ValidationError(
                f"Lanjutkan: pilih {self._langkah_sesudah(rantai)} di {rantai.nama_ringkas}.", code="langkah"
            )
        if isian.radio and tetap and (satu := temukan(isian.radio)):
            return self._periksa(satu)
        return self._dari_teks(isian.teks) if isian.teks else None

    def _ujung_rantai(self, rantai: Mapping[int, str]) -> Wilayah | None:
        """Wilayah terdalam yang rantainya utuh; pilihan yang tidak lagi di bawah pilihan di atasnya diabaikan."""
        ujung = self.dalam.kode if self.dalam else ""
        for panjang in _PANJANG:
            kode = aturan_kode.normalkan(rantai.get(panjang, ""))
            if kode and len(kode) == panjang and (aturan_kode.induk(kode) or "") == ujung:
                ujung = kode
        if not ujung or (self.dalam and ujung == self.dalam.kode):
            return None
        return Wilayah.objects.berlaku().filter(kode=ujung).first()

    def _langkah_sesudah(self, wilayah: Wilayah) -> str:
        return next((sebut for panjang, sebut in _PANJANG.items() if panjang > len(wilayah.kode)), "").lower()

    def _masih(self, wilayah: Wilayah) -> bool:
        return wilayah.berlaku or self.boleh_lama

    def _boleh(self, wilayah: Wilayah) -> bool:
        return (
            self._masih(wilayah)
            and wilayah.tingkat in self.tingkat
            and (self.dalam is None or self.dalam.memuat(wilayah))
        )

    def _periksa(self, wilayah: Wilayah) -> Wilayah:
        if self._boleh(wilayah):
            return wilayah
        if not self._masih(wilayah):
            raise ValidationError(
                f"Kode {wilayah.kode} ({wilayah.nama}) tidak berlaku lagi. Cari penggantinya.", code="lama"
            )
        if self.dalam is not None and not self.dalam.memuat(wilayah):
            raise ValidationError(f"{wilayah.nama_lengkap} tidak termasuk {self.dalam.nama_lengkap}.", code="luar")
        if len(wilayah.kode) < paling_dalam(self.tingkat):
            self.widget.atas = wilayah
            raise ValidationError(
                f"{wilayah.nama_lengkap} belum cukup rinci. Pilih {sebut_tingkat(self.tingkat)} di dalamnya.",
                code="langkah",
            )
        raise ValidationError(
            f"{wilayah.nama_lengkap} terlalu rinci. Pilih {sebut_tingkat(self.tingkat)}.", code="tingkat"
        )

    def _dari_teks(self, teks: str) -> Wilayah:
        di_ujung = _KODE_DI_UJUNG.search(teks)
        kode = aturan_kode.normalkan(di_ujung[1] if di_ujung else teks)
        if kode:
            if satu := temukan(kode):
                return self._periksa(satu)
            raise ValidationError(
                f"Kode {kode} tidak ada di daftar wilayah. Periksa angkanya, atau ketik namanya.", code="asing"
            )
        calon = cari(teks, tingkat=self.tingkat, dalam=self.dalam)
        if len(calon) == 1 and calon[0].tepat and aturan_kode.rentang_awalan(teks) is None:
            return calon[0].wilayah  # satu-satunya, dan namanya ditulis lengkap
        if not calon:
            raise ValidationError(
                f"Tidak ada {sebut_tingkat(self.tingkat)} bernama “{teks[:60]}”. "
                "Periksa ejaannya, tulis kodenya, atau telusuri dari provinsi.",
                code="asing",
            )
        self.widget.calon = calon
        raise ValidationError("Pilih salah satu yang Anda maksud di bawah ini.", code="pilih")


def wilayah_dari(nilai) -> Wilayah | None:
    """Nilai awal berupa `Wilayah`, kunci utama, atau kode."""
    if nilai is None or nilai == "" or isinstance(nilai, Wilayah):
        return nilai or None
    if isinstance(nilai, int):
        return Wilayah.objects.filter(pk=nilai).first()
    return temukan(nilai)


def anak_wilayah(kode_induk: str | None) -> list[Wilayah]:
    """Anak-anak yang berlaku; tanpa induk berarti provinsi."""
    return list(_anak(kode_induk))


def _anak(kode_induk: str | None) -> QuerySet[Wilayah]:
    berlaku = Wilayah.objects.berlaku()
    return berlaku.filter(induk__kode=kode_induk) if kode_induk else berlaku.filter(induk=None)


def paling_dalam(tingkat: tuple[str, ...]) -> int:
    """Panjang kode tingkat terdalam yang boleh dipilih."""
    return max(_PANJANG_TINGKAT[satu] for satu in tingkat)


def sampai(tingkat: tuple[str, ...]) -> tuple[str, ...]:
    """Semua tingkat dari provinsi sampai yang terdalam di `tingkat`."""
    return tuple(satu for satu, panjang in _PANJANG_TINGKAT.items() if panjang <= paling_dalam(tingkat))


def sebut_tingkat(tingkat: tuple[str, ...]) -> str:
    return " atau ".join(_SEBUT[satu] for satu in tingkat if satu in _SEBUT)
