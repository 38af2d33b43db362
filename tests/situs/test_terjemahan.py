"""Katalog Indonesia untuk paket yang dipakai situs: lengkap, utuh, dan .mo-nya sama dengan .po."""

import ast
import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import helpdesk
import wagtail
from django.test import SimpleTestCase

KATALOG = Path(__file__).resolve().parents[2] / "situs" / "locale" / "id" / "LC_MESSAGES"
HELPDESK = Path(helpdesk.__file__).parent
WAGTAIL = Path(wagtail.__file__).parent
PARAMETER_ALAMAT = {"ut_page", "utcr_page", "atrbcu_page", "una_page"}
FUNGSI = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}

TRANS = re.compile(r"""{%-?\s*trans(?:late)?\s+(?:"([^"]*)"|'([^']*)')""")
BLOCKTRANS = re.compile(r"{%\s*blocktrans(?:late)?\b([^%]*)%}(.*?){%\s*endblocktrans(?:late)?\s*%}", re.S)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VARIABEL = re.compile(r"{{\s*(.*?)\s*}}")
ISIAN = re.compile(r"%\([^)]*\)[sd]|%s|{{.*?}}|{\w*}")

Kunci = tuple[str | None, str]


def baca_po(berkas: Path, *, bentuk: str = "msgstr") -> dict[Kunci, list[str]]:
    """(msgctxt, msgid) → semua baris `bentuk`. Kunci kosong adalah kepala katalog."""
    hasil: dict[Kunci, list[str]] = {}
    for blok in re.split(r"\n\s*\n", berkas.read_text(encoding="utf-8")):
        if re.search(r"^#,.*\bfuzzy\b", blok, re.M):
            continue
        bagian: dict[str, str] = {}
        kini = ""
        for baris in blok.splitlines():
            if cocok := re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")$', baris):
                kini = cocok[1]
                bagian[kini] = ast.literal_eval(cocok[2])
            elif baris.startswith('"'):
                bagian[kini] += ast.literal_eval(baris)
        if "msgid" in bagian:
            kunci = (bagian.get("msgctxt"), bagian["msgid"])
            if kunci in hasil:
                raise ValueError(f"dua kali: {kunci}")
            hasil[kunci] = [v for k, v in sorted(bagian.items()) if k.startswith(bentuk)]
    return hasil


def baca_mo(berkas: Path) -> dict[Kunci, list[str]]:
    with berkas.open("rb") as f:
        katalog = gettext.GNUTranslations(f)._catalog  # type: ignore[attr-defined]
    hasil: dict[Kunci, list[str]] = {}
    for kunci, isi in sorted(katalog.items(), key=repr):
        teks = kunci[0] if isinstance(kunci, tuple) else kunci
        konteks, pemisah, msgid = teks.rpartition("\x04")
        hasil.setdefault((konteks if pemisah else None, msgid), []).append(isi)
    return hasil


def msgid_templat(teks: str) -> Iterator[str]:
    for ganda, tunggal in TRANS.findall(teks):
        yield ganda or tunggal
    for pilihan, isi in BLOCKTRANS.findall(teks):
        isi = VARIABEL.sub(r"%(\1)s", PLURAL.split(isi)[0])
        if "trimmed" in pilihan.split():
            isi = " ".join(baris.strip() for baris in isi.strip().splitlines())
        yield isi


def msgid_python(teks: str) -> Iterator[str]:
    for simpul in ast.walk(ast.parse(teks)):
        if isinstance(simpul, ast.Call) and getattr(simpul.func, "id", "") in FUNGSI and simpul.args:
            isi = simpul.args[0]
            if isinstance(isi, ast.Constant) and isinstance(isi.value, str):
                yield isi.value


def msgid_helpdesk() -> set[str]:
    hasil: set[str] = set()
    for berkas in sorted(HELPDESK.rglob("*")):
        if "tests" in berkas.relative_to(HELPDESK).parts:
            continue
        if berkas.suffix in {".html", ".txt"}:
            hasil.update(msgid_templat(berkas.read_text(encoding="utf-8")))
        elif berkas.suffix == ".py":
            hasil.update(msgid_python(berkas.read_text(encoding="utf-8")))
    return hasil - {""}


class TerjemahanTest(SimpleTestCase):
    def setUp(self) -> None:
        self.po = baca_po(KATALOG / "django.po")

    def test_mo_sama_dengan_hasil_susunan_po(self) -> None:
        for nama in ("django", "djangojs"):
            self.assertEqual(baca_mo(KATALOG / f"{nama}.mo"), baca_po(KATALOG / f"{nama}.po"), nama)

    def test_setiap_teks_skrip_ruang_redaksi_punya_terjemahan(self) -> None:
        dicari = baca_po(WAGTAIL / "admin" / "locale" / "en" / "LC_MESSAGES" / "djangojs.po")
        self.assertGreater(len(dicari), 80)
        self.assertEqual(set(dicari) - set(baca_po(KATALOG / "djangojs.po")), set())

    def test_setiap_teks_helpdesk_punya_terjemahan(self) -> None:
        dicari = msgid_helpdesk() - PARAMETER_ALAMAT
        self.assertGreater(len(dicari), 700, "penggalian teks helpdesk tidak bekerja")
        kurang = sorted(m for m in dicari if not any(t.strip() for t in self.po.get((None, m), [])))
        self.assertEqual(kurang, [])

    def test_parameter_alamat_tidak_diterjemahkan(self) -> None:
        self.assertEqual(PARAMETER_ALAMAT & {msgid for _, msgid in self.po}, set())

    def test_isian_di_dalam_teks_tetap_utuh(self) -> None:
        for berkas in (KATALOG / "django.po", KATALOG / "djangojs.po"):
            po = baca_po(berkas)
            for kunci, asal in baca_po(berkas, bentuk="msgid").items():
                for teks in po[kunci] if kunci[1] else []:
                    with self.subTest(msgid=kunci[1]):
                        self.assertEqual(set(ISIAN.findall(teks)), set(ISIAN.findall(" ".join(asal))))

    def test_status_dan_prioritas_tahan_huruf_kapital_laporan(self) -> None:
        for label in ("Open", "Reopened", "Resolved", "Closed", "Duplicate", "1. Critical", "5. Very Low"):
            teks = self.po[None, label][0]
            self.assertEqual(teks, teks.title())
