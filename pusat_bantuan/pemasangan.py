"""Yang harus ada pada tabel django-helpdesk supaya rumah ini jalan: templat surat, antrean, situs, indeks.

Semua fungsinya boleh diulang kapan saja. Dipanggil migrasi dan `post_migrate`, sebab migrasi pustaka yang membangun
ulang tabel di SQLite membuang indeks kita tanpa suara (domain stack.md 8).
"""

from __future__ import annotations

from email.utils import parseaddr
from urllib.parse import urlsplit

from django.apps import apps as daftar_aplikasi
from django.conf import settings
from django.core.management.color import no_style
from django.db import connections, models

from .bawaan_sla import pasang_kalender
from .surat_pustaka import TEMPLAT

ANTREAN = "bantuan"

# (model pustaka, kolom, nama indeks)
INDEKS = [
    ("Ticket", ["status", "created"], "pb_tiket_status_dibuat"),
    ("Ticket", ["created"], "pb_tiket_dibuat"),
    ("Ticket", ["modified"], "pb_tiket_diubah"),
    ("Ticket", ["submitter_email"], "pb_tiket_surel"),
    ("Ticket", ["due_date"], "pb_tiket_tenggat"),
    ("FollowUp", ["message_id"], "pb_susulan_pesan"),
    ("FollowUp", ["ticket", "date"], "pb_susulan_tiket_waktu"),
]


def pasang(apps, using: str = "default") -> None:
    """Menambah semua yang belum ada. `apps`: daftar model sejarah (migrasi) atau yang sekarang."""
    sambungan = connections[using]
    EmailTemplate = apps.get_model("helpdesk", "EmailTemplate")
    if EmailTemplate._meta.db_table not in sambungan.introspection.table_names():
        return
    pasang_templat(EmailTemplate, using)
    pasang_antrean(apps.get_model("helpdesk", "Queue"), using)
    pasang_setelan_orang(apps.get_model("helpdesk", "UserSettings"), apps.get_model("akun", "Pengguna"), using)
    pasang_situs(apps.get_model("sites", "Site"), using)
    pasang_indeks(apps, using)


def setel_urutan(using: str, *model: type[models.Model]) -> None:
    """Menyamakan urutan kunci dengan isi tabel: pustaka mengisi baris dengan kunci tetap (stack.md 4, jebakan 2)."""
    sambungan = connections[using]
    with sambungan.cursor() as kursor:
        for perintah in sambungan.ops.sequence_reset_sql(no_style(), model):
            kursor.execute(perintah)


def pasang_templat(EmailTemplate, using: str) -> int:
    """Tujuh belas templat `locale="id"`; suntingan orang tidak ditimpa. Mengembalikan jumlah yang ditambah."""
    ada = set(EmailTemplate.objects.using(using).filter(locale="id").values_list("template_name", flat=True))
    baru = [EmailTemplate(locale="id", **satu._asdict()) for satu in TEMPLAT if satu.template_name not in ada]
    if baru:
        setel_urutan(using, EmailTemplate)
        EmailTemplate.objects.using(using).bulk_create(baru)
    return len(baru)


def pasang_antrean(Queue, using: str) -> None:
    """Satu antrean untuk semua tiket: wilayah, simpul, dan tingkat ada pada `ProfilTiket`, bukan pada antrean."""
    Queue.objects.using(using).get_or_create(
        slug=ANTREAN,
        defaults={
            "title": "Bantuan Desa",
            "email_address": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            "locale": "id",
            "allow_public_submission": False,
            "allow_email_submission": False,
            "permission_name": f"helpdesk.queue_access_{ANTREAN}",
        },
    )


def pasang_izin_antrean(apps, using: str) -> None:
    """Izin antrean yang biasanya dibuat `Queue.save()`."""
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    jenis, _ = ContentType.objects.using(using).get_or_create(app_label="helpdesk", model="queue")
    Permission.objects.using(using).get_or_create(
        content_type=jenis,
        codename=f"queue_access_{ANTREAN}",
        defaults={"name": "Boleh membuka antrean Bantuan Desa"},
    )


def pasang_setelan_orang(UserSettings, Pengguna, using: str) -> None:
    """Orang yang dibuat borongan tidak mendapat setelan dari sinyal pustaka, dan halamannya rusak (jebakan 4)."""
    tanpa = Pengguna.objects.using(using).filter(usersettings_helpdesk__isnull=True)
    UserSettings.objects.using(using).bulk_create(
        [UserSettings(user_id=pk) for pk in tanpa.values_list("pk", flat=True)]
    )


def pasang_situs(Site, using: str) -> None:
    """Nama host pada semua tautan surat pustaka mengikuti SITE_URL."""
    alamat = urlsplit(settings.SITE_URL).netloc[:100]
    situs, dibuat = Site.objects.using(using).get_or_create(
        pk=settings.SITE_ID, defaults={"domain": alamat, "name": "Pusat Bantuan"}
    )
    if dibuat:
        setel_urutan(using, Site)
    elif situs.domain != alamat:
        Site.objects.using(using).filter(pk=situs.pk).update(domain=alamat, name="Pusat Bantuan")


def indeks_kurang(apps, using: str) -> list[tuple[type[models.Model], models.Index]]:
    """Indeks kita yang belum ada pada tabel pustaka; kolom yang sudah tidak ada dilewati."""
    sambungan = connections[using]
    kurang = []
    with sambungan.cursor() as kursor:
        for nama, kolom, sebutan in INDEKS:
            model = apps.get_model("helpdesk", nama)
            tabel = model._meta.db_table
            ada = {satu.name for satu in sambungan.introspection.get_table_description(kursor, tabel)}
            punya = {medan.name: medan.column for medan in model._meta.local_concrete_fields}
            if not all(punya.get(satu) in ada for satu in kolom):
                continue
            if sebutan not in sambungan.introspection.get_constraints(kursor, tabel):
                kurang.append((model, models.Index(fields=kolom, name=sebutan)))
    return kurang


def pasang_indeks(apps, using: str) -> int:
    """Menambah indeks yang belum ada pada tabel pustaka; mengembalikan jumlahnya."""
    kurang = indeks_kurang(apps, using)
    sambungan = connections[using]
    with sambungan.cursor() as kursor:
        for model, indeks in kurang:  # CREATE INDEX biasa: boleh di dalam transaksi, tidak membangun ulang tabel
            kursor.execute(str(indeks.create_sql(model, sambungan.schema_editor())))
    return len(kurang)


def lepas_indeks(apps, using: str) -> None:
    sambungan = connections[using]
    with sambungan.cursor() as kursor:
        for nama, kolom, sebutan in INDEKS:
            model = apps.get_model("helpdesk", nama)
            if sebutan in sambungan.introspection.get_constraints(kursor, model._meta.db_table):
                indeks = models.Index(fields=kolom, name=sebutan)
                kursor.execute(str(indeks.remove_sql(model, sambungan.schema_editor())))


def sesudah_migrasi(sender, using: str, apps=daftar_aplikasi, **_) -> None:
    if using == "default":
        pasang(apps, using)
        pasang_izin_antrean(apps, using)
        pasang_kalender(apps, using)
