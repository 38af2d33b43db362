"""Kumpulan surat yang buruk, aneh, dan bermusuhan: nama → bita. Setiap satu pernah mematikan sebuah pengurai surat."""

from __future__ import annotations

import base64
import io
import random
import struct
import zipfile

ID_KAMI = "<tiket.7.9.3.0123456789abcdef@opendesa.example>"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)


def surat(
    isi: bytes | str = b"Halo.", *, kepala: bytes | str = b"", dari: str = "Siti <siti@desa.example>", **lain
) -> bytes:
    """Surat sederhana; `lain` menimpa kepala (`message_id="<a@b>"`)."""
    dasar = {"From": dari, "To": "bantuan@opendesa.example", "Subject": "Tolong", "Message-ID": "<a1@desa.example>"}
    dasar |= {nama.replace("_", "-").title().replace("Id", "ID"): nilai for nama, nilai in lain.items()}
    baris = "".join(f"{nama}: {nilai}\r\n" for nama, nilai in dasar.items() if nilai is not None)
    kepala = kepala.encode() if isinstance(kepala, str) else kepala
    isi = isi.encode() if isinstance(isi, str) else isi
    if kepala and not kepala.endswith(b"\r\n"):
        kepala += b"\r\n"
    return baris.encode() + kepala + b"\r\n" + isi


def bagian(jenis: str, isi: bytes | str, *kepala: str) -> bytes:
    isi = isi.encode() if isinstance(isi, str) else isi
    return ("\r\n".join([f"Content-Type: {jenis}", *kepala]) + "\r\n\r\n").encode() + isi


def multi(*potong: bytes, jenis: str = "mixed", batas: str = "BTS", tutup: bool = True, **lain) -> bytes:
    isi = b"".join(b"--" + batas.encode() + b"\r\n" + satu + b"\r\n" for satu in potong)
    isi += b"--" + batas.encode() + b"--\r\n" if tutup else b""
    return surat(isi, kepala=f'MIME-Version: 1.0\r\nContent-Type: multipart/{jenis}; boundary="{batas}"', **lain)


def b64(isi: bytes) -> str:
    return base64.encodebytes(isi).decode()


def lampiran(nama: str, isi: bytes, jenis: str = "application/octet-stream") -> bytes:
    return bagian(
        jenis, b64(isi), "Content-Transfer-Encoding: base64", f'Content-Disposition: attachment; filename="{nama}"'
    )


TEKS = bagian("text/plain; charset=utf-8", "Terlampir, Pak.")


def bom_zip() -> bytes:
    berkas = io.BytesIO()
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nomor in range(3):
            arsip.writestr(f"{nomor}.txt", b"0" * 40_000_000)
    return berkas.getvalue()


def zip_biasa() -> bytes:
    berkas = io.BytesIO()
    with zipfile.ZipFile(berkas, "w") as arsip:
        arsip.writestr("catatan.txt", "isi")
    return berkas.getvalue()


def winmail(nama: str = "foto.png", isi: bytes = PNG) -> bytes:
    def atribut(tingkat: int, tag: int, nilai: bytes) -> bytes:
        return struct.pack("<BII", tingkat, tag, len(nilai)) + nilai + struct.pack("<H", sum(nilai) & 0xFFFF)

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + atribut(1, 0x00089006, struct.pack("<I", 0x00010000))
        + atribut(2, 0x00069002, b"\0" * 14)
        + atribut(2, 0x00018010, nama.encode() + b"\0")
        + atribut(2, 0x0006800F, isi)
    )


def bersarang(dalam: int) -> bytes:
    isi = b"Content-Type: text/plain\r\n\r\nInti."
    for nomor in range(dalam):
        batas = f"b{nomor}".encode()
        isi = (
            b'Content-Type: multipart/mixed; boundary="' + batas + b'"\r\n\r\n--' + batas + b"\r\n" + isi
            + b"\r\n--" + batas + b"--\r\n"
        )  # fmt: skip
    return b"From: siti@desa.example\r\nMessage-ID: <sarang@x>\r\n" + isi


def pantulan(
    status: str, *, gagal: str = "operator@desa.example", asli: str = ID_KAMI, teks: str, tindakan="failed"
) -> bytes:
    return multi(
        bagian("text/plain; charset=utf-8", teks),
        bagian(
            "message/delivery-status",
            f"Reporting-MTA: dns; mx.desa.example\r\n\r\nFinal-Recipient: rfc822; {gagal}\r\n"
            f"Action: {tindakan}\r\nStatus: {status}\r\n",
        ),
        bagian("message/rfc822", f"From: bantuan@opendesa.example\r\nMessage-ID: {asli}\r\nSubject: [LK-2X7P] x\r\n\r\nhalo"),
        jenis='report; report-type="delivery-status"', dari="MAILER-DAEMON@mx.desa.example",
        message_id="<dsn1@mx.desa.example>", return_path="<>",
    )  # fmt: skip


def _acak(panjang: int, benih: int = 7) -> bytes:
    return random.Random(benih).randbytes(panjang)


def semua() -> dict[str, bytes]:
    """Nama kasus → bita. Yang besar dibuat saat diminta."""
    return {
        "kosong": b"",
        "satu nul": b"\0",
        "hanya baris baru": b"\r\n\r\n\r\n",
        "hanya cr": b"From: a@b.example\rSubject: Mac tua\r\rIsi\rbaris dua",
        "nul di mana-mana": surat(b"Isi\0 ber\0nul", subject="Ju\0dul"),
        "acak": _acak(5000),
        "acak sesudah kepala": surat(_acak(5000)),
        "tanpa kepala": b"Halo, ini hanya teks.\r\nTanpa kepala.",
        "hanya kepala": b"From: a@b.example\r\nSubject: x",
        "cr telanjang di isi": surat(b"satu\rdua\r\ntiga\nempat"),
        "kepala 8 bit utf-8": surat(kepala="X-Lain: é", subject="Sürat kösong – tolóng 🌾"),
        "kepala latin-1": surat().replace(b"Subject: Tolong", b"Subject: Suhu 38\xb0C"),
        "kepala raksasa": surat(kepala=b"X-Besar: " + b"a" * 2_000_000),
        "seratus ribu kepala": surat(kepala=b"X-A: b\r\n" * 100_000),
        "lipatan tak berujung": surat(kepala=b"X-L: a\r\n" + b" b\r\n" * 50_000),
        "aksara karangan": surat(b"kaf\xe9", kepala="Content-Type: text/plain; charset=x-bukan-aksara"),
        "aksara unicode_escape": surat(b"C:\\xampp\\new", kepala="Content-Type: text/plain; charset=unicode_escape"),
        "aksara base64": surat(b"aGFsbw==", kepala="Content-Type: text/plain; charset=base64"),
        "aksara idna": surat(b"\xff" * 500, kepala="Content-Type: text/plain; charset=idna"),
        "aksara kosong": surat(b"kaf\xe9", kepala='Content-Type: text/plain; charset=""'),
        "utf-16": surat("Halo dunia".encode("utf-16"), kepala="Content-Type: text/plain; charset=utf-16"),
        "latin mengaku utf-8": surat(b"Suhu 38\xb0C di kaf\xe9", kepala="Content-Type: text/plain; charset=utf-8"),
        "utf-8 mengaku latin": surat("kafé 🌾", kepala="Content-Type: text/plain; charset=iso-8859-1"),
        "multipart tanpa boundary": surat(b"--x\r\n\r\nIsi", kepala="Content-Type: multipart/mixed"),
        "boundary tidak ada di isi": surat(b"Isi saja", kepala='Content-Type: multipart/mixed; boundary="zzz"'),
        "boundary tak ditutup": multi(TEKS, lampiran("a.txt", b"isi a"), tutup=False),
        "boundary berisi regex": multi(TEKS, batas="(a+)+$[x"),
        "boundary kosong": surat(b"--\r\n\r\nIsi", kepala='Content-Type: multipart/mixed; boundary=""'),
        "bersarang 15": bersarang(15),
        "bersarang 1000": bersarang(1000),
        "seribu bagian": multi(*[bagian("text/plain", f"b{n}") for n in range(1000)]),
        "base64 sampah": surat(b"!!!???\xff\xfe==a===", kepala="Content-Transfer-Encoding: base64"),
        "base64 tanggung": surat(b"SGFsb", kepala="Content-Transfer-Encoding: base64"),
        "qp patah": surat(b"Halo=ZZ dunia=\r\n =3 =", kepala="Content-Transfer-Encoding: quoted-printable"),
        "sandi angkut karangan": surat(b"Halo", kepala="Content-Transfer-Encoding: x-rahasia"),
        "from kosong": surat(dari=""),
        "from bukan alamat": surat(dari="Bukan alamat sama sekali"),
        "from kelompok": surat(dari="Kantor Desa: siti@desa.example, darto@desa.example;"),
        "from kelompok kosong": surat(dari="undisclosed-recipients:;"),
        "from dua": surat(kepala="From: kedua@desa.example"),
        "from kutip tak ditutup": surat(dari='"Siti <siti@desa.example>'),
        "from dengan baris baru": surat(dari="Siti\r\n <siti@desa.example>"),
        "from berkomentar": surat(dari="siti@desa.example (Siti (Desa) Aminah)"),
        "from sejuta koma": surat(dari="," * 50_000),
        "from sejuta kurung": surat(dari="(" * 50_000),
        "penerima sepuluh ribu": surat(kepala="Cc: " + ", ".join(f"o{n}@desa.example" for n in range(10_000))),
        "tanpa message-id": surat(message_id=None),
        "message-id aneh": surat(message_id="tanpa kurung siku sama sekali"),
        "message-id panjang": surat(message_id=f"<{'a' * 800}@desa.example>"),
        "perihal rfc2047 patah": surat(subject="=?utf-8?B?U3VyYXQ?= =?utf-8?Q?tidak terbaca=?="),
        "perihal terbelah di tengah aksara": surat(subject="=?utf-8?B?8J+M?= =?utf-8?B?vg==?="),
        "perihal setengah sandi": surat(subject="=?utf-8?B?U3VyYXQ"),
        "perihal sepanjang buku": surat(subject="panjang " * 20_000),
        "tanggal absurd": surat(date="Mon, 99 Foo 99999 99:99:99 +9999"),
        "tanggal 1970": surat(date="Thu, 1 Jan 1970 00:00:00 +0000"),
        "tanggal masa depan": surat(date="Fri, 1 Jan 2100 00:00:00 +0000"),
        "uuencode": surat(b"Terlampir.\r\nbegin 644 catatan.txt\r\n#0V%T\r\n`\r\nend\r\nSalam"),
        "uuencode rusak": surat(b"begin 644 a.txt\r\nM\xff\xff\xff\r\nend\r\n"),
        "uuencode tanpa akhir": surat(b"begin 644 a.txt\r\n#0V%T\r\n"),
        "winmail": multi(TEKS, lampiran("winmail.dat", winmail(), "application/ms-tnef")),
        "winmail rusak": multi(TEKS, lampiran("winmail.dat", winmail()[:40], "application/ms-tnef")),
        "akhiran ganda": multi(TEKS, lampiran("surat.pdf.exe", b"MZ" + b"\0" * 100)),
        "gambar svg": multi(TEKS, lampiran("logo.svg", b"<svg onload='alert(1)'/>", "image/svg+xml")),
        "lampiran html": multi(TEKS, lampiran("masuk.html", b"<script>alert(1)</script>", "text/html")),
        "makro": multi(TEKS, lampiran("laporan.docm", zip_biasa())),
        "zip biasa": multi(TEKS, lampiran("data.zip", zip_biasa(), "application/zip")),
        "bom zip": multi(TEKS, lampiran("data.zip", bom_zip(), "application/zip")),
        "nama berjalur": multi(TEKS, lampiran("../../etc/passwd.txt", b"isi")),
        "nama rfc2231": multi(
            TEKS,
            bagian(
                "text/plain", "isi",
                "Content-Disposition: attachment; filename*0*=utf-8''Sura%74%20k; filename*1*=%C3%A9%20; filename*2=\"akhir.txt\"",
            ),
        ),  # fmt: skip
        "nama rfc2047": multi(TEKS, lampiran("=?utf-8?B?U3VyYXQga8OpLnR4dA==?=", b"isi")),
        "lampiran kosong": multi(TEKS, lampiran("kosong.txt", b"")),
        "teks kosong": multi(bagian("text/plain", ""), lampiran("a.txt", b"isi")),
        "surat terusan bertoken": multi(
            TEKS,
            bagian(
                "message/rfc822",
                f"From: lain@desa.example\r\nSubject: [LK-2X7P] rahasia\r\nMessage-ID: {ID_KAMI}\r\n"
                "Auto-Submitted: auto-replied\r\n\r\nIsi terusan",
            ),
        ),
        "pantulan inggris": pantulan("5.1.1", teks="Undelivered Mail Returned to Sender"),
        "pantulan indonesia": pantulan("5.7.1", teks="Pesan Anda tidak dapat dikirim ke penerima berikut."),
        "pantulan tertunda": pantulan("4.2.2", teks="Masih dicoba.", tindakan="delayed"),
        "tanda baca": multi(
            bagian("text/plain", "Pesan Anda telah dibaca."),
            bagian("message/disposition-notification", f"Original-Message-ID: {ID_KAMI}\r\nDisposition: manual-action; displayed"),
            jenis="report; report-type=disposition-notification",
        ),
        "undangan": multi(
            TEKS, bagian("text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            lampiran("invite.ics", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "application/ics"),
        ),  # fmt: skip
        "bertanda tangan": multi(
            TEKS, lampiran("smime.p7s", b"0\x80", "application/pkcs7-signature"), jenis="signed",
        ),  # fmt: skip
        "tersandi": surat(b64(b"0\x80"), kepala=(
            'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\nContent-Transfer-Encoding: base64'
        )),
        "hanya html": surat("<p>Surat <b>kosong</b></p><script>x()</script><ul><li>satu<li>dua</ul>",
                            kepala="Content-Type: text/html; charset=utf-8"),
        "html dalam": surat("<div>" * 20_000 + "inti", kepala="Content-Type: text/html"),
        "html patah": surat("<table><tr><td>a<td>b<!-- <![ &#x110000; <a href=\"", kepala="Content-Type: text/html"),
        "gambar cid": multi(
            bagian("text/html", '<p>Logo <img src="cid:logo1"></p>'),
            bagian("image/png", b64(PNG), "Content-Transfer-Encoding: base64", "Content-ID: <logo1>"),
            jenis="related",
        ),
        "baris sejuta aksara": surat(b"a" * 1_000_000),
        "sejuta kutipan": surat(b"> kutip\r\n" * 100_000),
        "sejuta pengantar": surat(b"Pada 16/11/2026 08.15, X menulis:\r\n" * 30_000),
    }  # fmt: skip


BURUK_RINGAN = {
    "kosong", "satu nul", "nul di mana-mana", "acak", "tanpa kepala", "hanya cr", "aksara karangan", "utf-16",
    "multipart tanpa boundary", "boundary berisi regex", "bersarang 1000", "base64 sampah", "from kosong", "from kelompok",
    "message-id aneh", "message-id panjang", "tanggal absurd", "perihal sepanjang buku", "penerima sepuluh ribu", "tersandi",
    "winmail rusak", "undangan", "bertanda tangan", "html patah", "nama berjalur", "tanda baca", "pantulan indonesia",
    "baris sejuta aksara", "uuencode rusak", "kepala raksasa",
}  # fmt: skip
