"""Seluruh tabel kamar ini sampai 22 November 2026, dilipat dari migrasi sebelum rilis pertama.

Basis data yang sudah menjalankan semua migrasi lama (`replaces`) dianggap telah menjalankan yang ini.
"""

import datetime

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import modelsearch.index
import modul_pelatihan.blocks
import modul_pelatihan.models.aturan
import modul_pelatihan.models.daftar
import modul_pelatihan.models.halaman
import modul_pelatihan.models.pecahan
import modul_pelatihan.models.rilis
import modul_pelatihan.models.sertifikat
import modul_pelatihan.models.soal
import modul_pelatihan.models.tugas
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from modul_pelatihan.bidang_awal import isi_bidang
from wilayah.migrasi import BuatSemua


def isi_bidang_bawaan(apps, schema_editor):
    """Mundur tidak menghapus apa pun: bidang mungkin sudah dirujuk tiket, artikel, atau pelajaran."""
    isi_bidang(apps.get_model("modul_pelatihan", "Bidang"), apps.get_model("modul_pelatihan", "ModulBidang"))


def isi_rilis(apps, schema_editor):
    """Rilis Umum yang diketahui per November 2026 (domain opensid.md); pengelola menambah yang baru lewat /cms/."""
    rilis = apps.get_model("modul_pelatihan", "RilisOpenSID")
    for tahun, bulan, tanggal in ((24, 10, datetime.date(2024, 10, 1)), (26, 4, datetime.date(2026, 4, 1))):
        rilis.objects.get_or_create(edisi="umum", tahun=tahun, bulan=bulan, defaults={"tanggal": tanggal})


class Migration(migrations.Migration):

    replaces = [('modul_pelatihan', '0001_awal'), ('modul_pelatihan', '0002_modul_per_bidang'), ('modul_pelatihan', '0003_bidang_bawaan'), ('modul_pelatihan', '0004_halaman_kemajuan_dan_rilis'), ('modul_pelatihan', '0005_rilis_yang_diketahui'), ('modul_pelatihan', '0006_kosakata_cari'), ('modul_pelatihan', '0007_bank_soal_dan_kuis'), ('modul_pelatihan', '0008_naskah_tanggapan_dan_luring'), ('modul_pelatihan', '0009_percobaan_kelas_dan_sertifikat'), ('modul_pelatihan', '0010_tanpa_kiriman_luring')]

    initial = True

    dependencies = [
        ('akun', '0006_kabar_dilipat'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wilayah', '0005_kontak_dihapus_atas_permintaan'),
    ]

    operations = [
        BuatSemua([
        migrations.CreateModel(
            name='AturanPelatihan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sejak', models.DateField(default=django.utils.timezone.localdate, unique=True, verbose_name='berlaku sejak')),
                ('ambang_hadir', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang hadir (%)')),
                ('ambang_pascates', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang pasca-tes (%)')),
                ('ambang_praktik', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang praktik (%)')),
                ('menit_per_jp', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='menit per JP')),
                ('masa_berlaku_pelatih_bulan', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='masa berlaku pelatih (bulan)')),
                ('jendela_segera_habis_hari', models.PositiveSmallIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='disebut segera habis (hari)')),
                ('jendela_perpanjangan_hari', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='jendela perpanjangan (hari)')),
                ('kelas_min_per_masa', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='kelas paling sedikit per masa')),
                ('n_min_ngain', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='pasangan tes paling sedikit')),
                ('pengamat_min', models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='pengamat praktik mengajar')),
                ('pengingat_hari', models.JSONField(default=modul_pelatihan.models.aturan.hari_pengingat, verbose_name='pengingat (hari sebelum habis)')),
                ('alasan', models.CharField(blank=True, max_length=200, verbose_name='alasan perubahan')),
            ],
            options={
                'verbose_name': 'aturan pelatihan',
                'verbose_name_plural': 'aturan pelatihan',
                'ordering': ['-sejak'],
            },
        ),
        migrations.CreateModel(
            name='IndeksModulPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('pengantar', models.CharField(blank=True, max_length=300, verbose_name='pengantar')),
            ],
            options={
                'verbose_name': 'halaman Belajar',
                'verbose_name_plural': 'halaman Belajar',
            },
            bases=(modul_pelatihan.models.halaman.Terlihat, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='Jalur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kode', models.SlugField(max_length=40, unique=True, verbose_name='kode')),
                ('judul', models.CharField(max_length=80, verbose_name='judul')),
                ('uraian', models.CharField(blank=True, max_length=200, verbose_name='uraian')),
                ('syarat', models.CharField(blank=True, max_length=240, verbose_name='syarat lulus')),
                ('urutan', models.PositiveSmallIntegerField(default=0, verbose_name='urutan')),
            ],
            options={
                'verbose_name': 'jalur belajar',
                'verbose_name_plural': 'jalur belajar',
                'ordering': ['urutan', 'judul'],
            },
        ),
        migrations.CreateModel(
            name='KataCari',
            fields=[
                ('kata', models.CharField(max_length=24, primary_key=True, serialize=False, verbose_name='kata')),
                ('akar', models.CharField(db_index=True, max_length=32, verbose_name='akar')),
                ('jumlah', models.PositiveSmallIntegerField(default=1, help_text='Berhenti di 3.', verbose_name='jumlah tulisan')),
                ('publik', models.BooleanField(default=False, help_text='Kata yang hanya ada di tiket tidak dipakai menebak untuk umum.', verbose_name='dari tulisan umum')),
            ],
            options={
                'verbose_name': 'kata cari',
                'verbose_name_plural': 'kata cari',
            },
        ),
        migrations.CreateModel(
            name='KataNihil',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kata', models.CharField(max_length=100, unique=True, verbose_name='yang dicari')),
                ('jumlah', models.PositiveIntegerField(default=1, verbose_name='kali dicari')),
                ('terakhir', models.DateTimeField(auto_now=True, verbose_name='terakhir dicari')),
            ],
            options={
                'verbose_name': 'pencarian tanpa hasil',
                'verbose_name_plural': 'pencarian tanpa hasil',
                'ordering': ['-jumlah', '-terakhir'],
            },
        ),
        migrations.CreateModel(
            name='Kuis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('judul', models.CharField(max_length=120, verbose_name='judul')),
                ('pengantar', models.CharField(blank=True, max_length=400, verbose_name='pengantar')),
                ('jenis', models.CharField(choices=[('formatif', 'Latihan (formatif)'), ('sumatif', 'Dinilai (sumatif)')], default='formatif', max_length=8, verbose_name='jenis')),
                ('aktif', models.BooleanField(default=True, verbose_name='dapat dikerjakan')),
                ('lepas', models.BooleanField(default=False, help_text='Kuis dinilai ini dapat dikerjakan tanpa ikut kelas.', verbose_name='juga di luar kelas')),
                ('ambang', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang lulus (%)')),
                ('kebijakan', models.CharField(choices=[('terbaik', 'Yang terbaik'), ('terakhir', 'Yang terakhir'), ('pertama', 'Yang pertama'), ('rata-rata', 'Rata-rata')], default='terbaik', max_length=9, verbose_name='nilai yang dipakai')),
                ('kuota', models.PositiveSmallIntegerField(blank=True, help_text='Kosong berarti tanpa batas. Yang menunggu koreksi ikut dihitung.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='boleh mencoba (kali)')),
                ('jumlah_soal', models.PositiveSmallIntegerField(blank=True, help_text='Diambil acak saat dimulai. Kosong berarti semua.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='soal per percobaan')),
                ('acak', models.BooleanField(default=True, verbose_name='acak urutan soal dan pilihan')),
                ('batas_menit', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='batas waktu (menit)')),
                ('denda', models.DecimalField(decimal_places=2, default=Decimal('0'), help_text='0 berarti tidak mengurangi.', max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(10)], verbose_name='pengurang bila salah')),
                ('anulir', models.CharField(choices=[('keluarkan', 'Dikeluarkan dari hitungan'), ('beri_penuh', 'Semua diberi nilai penuh')], default='keluarkan', max_length=10, verbose_name='soal yang dianulir')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
            ],
            options={
                'verbose_name': 'kuis',
                'verbose_name_plural': 'kuis',
                'ordering': ['judul', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='KunciLencana',
            fields=[
                ('kid', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='tanda kunci')),
                ('jwk', models.JSONField(verbose_name='kunci umum')),
                ('sejak', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'kunci lencana',
                'verbose_name_plural': 'kunci lencana',
                'ordering': ['sejak', 'kid'],
            },
        ),
        migrations.CreateModel(
            name='LembarPraktik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judul', models.CharField(max_length=120, verbose_name='judul')),
                ('jenis', models.CharField(choices=[('kerja', 'Praktik kerja'), ('mengajar', 'Praktik mengajar')], default='kerja', max_length=8, verbose_name='jenis')),
            ],
            options={
                'verbose_name': 'daftar periksa praktik',
                'verbose_name_plural': 'daftar periksa praktik',
                'ordering': ['judul', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='SusunanCari',
            fields=[
                ('nama', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='nama indeks')),
                ('sidik', models.CharField(max_length=16, verbose_name='sidik aturan')),
                ('sampai', models.BigIntegerField(default=0, verbose_name='kunci terakhir')),
                ('selesai', models.BooleanField(default=False, verbose_name='selesai')),
            ],
            options={
                'verbose_name': 'susunan cari',
                'verbose_name_plural': 'susunan cari',
            },
        ),
        migrations.CreateModel(
            name='UrutSertifikat',
            fields=[
                ('tahun', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('terakhir', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'nomor urut sertifikat',
                'verbose_name_plural': 'nomor urut sertifikat',
            },
        ),
        migrations.CreateModel(
            name='Bidang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('huruf', models.CharField(blank=True, help_text='Kategori A–Q; anak memakai huruf dan angka.', max_length=2, verbose_name='huruf')),
                ('nama', models.CharField(max_length=80, verbose_name='nama')),
                ('uraian', models.CharField(blank=True, max_length=200, verbose_name='uraian')),
                ('modul_opensid', models.JSONField(blank=True, default=list, help_text='Slug modul OpenSID yang dinaungi, satu per baris atau dipisah koma.', validators=[modul_pelatihan.models.daftar.periksa_daftar_slug], verbose_name='modul OpenSID')),
                ('urutan', models.PositiveSmallIntegerField(default=0, verbose_name='urutan')),
                ('induk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='anak', to='modul_pelatihan.bidang', verbose_name='induk')),
            ],
            options={
                'verbose_name': 'bidang',
                'verbose_name_plural': 'bidang',
                'ordering': ['urutan', 'nama'],
                'constraints': [models.CheckConstraint(condition=models.Q(('induk', models.F('pk')), _negated=True), name='bidang_bukan_induk_sendiri')],
            },
        ),
        migrations.CreateModel(
            name='ButirSoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('tanda', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='tanda tetap')),
                ('jenis', models.CharField(choices=[('pg', 'Pilihan ganda'), ('pgj', 'Pilihan jamak (beberapa benar)'), ('bs', 'Benar atau salah'), ('urut', 'Mengurutkan'), ('isian-angka', 'Isian angka'), ('isian-singkat', 'Isian singkat'), ('uraian', 'Uraian (dinilai pelatih)')], max_length=13, verbose_name='bentuk soal')),
                ('soal', models.TextField(max_length=1000, verbose_name='soal')),
                ('kunci_angka', models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True, verbose_name='jawaban angka')),
                ('toleransi', models.DecimalField(decimal_places=4, default=Decimal('0'), help_text='Jawaban yang berbeda paling banyak sekian tetap benar.', max_digits=18, validators=[django.core.validators.MinValueValidator(0)], verbose_name='toleransi')),
                ('kunci_singkat', models.TextField(blank=True, help_text='Satu jawaban per baris.', max_length=1000, verbose_name='jawaban singkat yang diterima')),
                ('rubrik', models.TextField(blank=True, help_text='Dilihat pelatih saat menilai, tidak oleh peserta.', max_length=2000, verbose_name='rubrik uraian')),
                ('penjelasan', models.TextField(blank=True, help_text='Tampil sesudah kuis latihan dikirim.', max_length=1000, verbose_name='penjelasan')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
            ],
            options={
                'verbose_name': 'butir soal',
                'verbose_name_plural': 'butir soal',
                'ordering': ['modul__path', 'pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CatatanBelajar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pelajaran', models.UUIDField(verbose_name='tanda pelajaran')),
                ('isi', models.TextField(max_length=4000, verbose_name='catatan')),
                ('diubah', models.DateTimeField(auto_now=True, verbose_name='diubah')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catatan_belajar', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'catatan belajar',
                'verbose_name_plural': 'catatan belajar',
                'constraints': [models.UniqueConstraint(fields=('orang', 'pelajaran'), name='catatan_belajar_sekali')],
            },
        ),
        migrations.CreateModel(
            name='Istilah',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('istilah', models.CharField(max_length=80, unique=True, verbose_name='istilah')),
                ('slug', models.SlugField(editable=False, max_length=80, unique=True, verbose_name='slug')),
                ('arti', models.TextField(help_text='Satu atau dua kalimat sehari-hari.', max_length=400, verbose_name='artinya')),
                ('padanan', models.CharField(blank=True, help_text='Dipisah koma; ikut ditemukan pencarian.', max_length=200, verbose_name='kata lain')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
            ],
            options={
                'verbose_name': 'istilah',
                'verbose_name_plural': 'istilah',
                'ordering': ['istilah'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='EjaanCari',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hapus', models.CharField(max_length=24, verbose_name='tanpa satu huruf')),
                ('kata', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ejaan', to='modul_pelatihan.katacari')),
            ],
            options={
                'verbose_name': 'ejaan cari',
                'verbose_name_plural': 'ejaan cari',
                'constraints': [models.UniqueConstraint(fields=('hapus', 'kata'), name='ejaan_cari_sekali')],
            },
        ),
        migrations.CreateModel(
            name='KemajuanPelajaran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pelajaran', models.UUIDField(verbose_name='tanda pelajaran')),
                ('keadaan', models.CharField(choices=[('dibuka', 'sedang dipelajari'), ('selesai', 'selesai')], default='dibuka', max_length=8, verbose_name='keadaan')),
                ('dibuka', models.DateTimeField(default=django.utils.timezone.now, verbose_name='pertama dibuka')),
                ('terakhir_dibuka', models.DateTimeField(default=django.utils.timezone.now, verbose_name='terakhir dibuka')),
                ('selesai', models.DateTimeField(blank=True, null=True, verbose_name='selesai')),
                ('balok', models.CharField(blank=True, help_text='Jangkar untuk “lanjut dari sini”.', max_length=36, verbose_name='sampai balok')),
                ('perubahan_dibaca', models.DateTimeField(blank=True, null=True, verbose_name='perubahan dibaca sampai')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kemajuan', to=settings.AUTH_USER_MODEL)),
                ('revisi', models.ForeignKey(blank=True, help_text='Naskah yang dibaca saat menuntaskan.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'kemajuan pelajaran',
                'verbose_name_plural': 'kemajuan pelajaran',
                'indexes': [models.Index(fields=['orang', '-terakhir_dibuka'], name='kemajuan_terakhir'), models.Index(fields=['pelajaran', 'keadaan'], name='kemajuan_pelajaran')],
                'constraints': [models.UniqueConstraint(fields=('orang', 'pelajaran'), name='kemajuan_sekali'), models.CheckConstraint(condition=models.Q(models.Q(('keadaan', 'selesai'), ('selesai__isnull', False)), models.Q(('keadaan', 'dibuka'), ('selesai__isnull', True)), _connector='OR'), name='kemajuan_selesai_bertanggal')],
            },
        ),
        migrations.CreateModel(
            name='ButirKuis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('paket', models.CharField(blank=True, choices=[('', 'Tanpa paket'), ('A', 'Paket A'), ('B', 'Paket B')], default='', max_length=1, verbose_name='paket')),
                ('bobot', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=5, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(100)], verbose_name='bobot')),
                ('butir', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='di_kuis', to='modul_pelatihan.butirsoal', verbose_name='soal')),
                ('kuis', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='butir', to='modul_pelatihan.kuis')),
            ],
            options={
                'verbose_name': 'soal pada kuis',
                'verbose_name_plural': 'soal pada kuis',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('kuis', 'butir'), name='butir_kuis_sekali'), models.CheckConstraint(condition=models.Q(('bobot__gt', 0)), name='butir_kuis_bobot_positif')],
            },
        ),
        migrations.CreateModel(
            name='LaporanNaskah',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='kunci kirim')),
                ('pelajaran', models.UUIDField(db_index=True, verbose_name='tanda pelajaran')),
                ('revisi', models.PositiveBigIntegerField(verbose_name='revisi')),
                ('isi', models.TextField(max_length=500, verbose_name='yang tidak sesuai')),
                ('versi', models.CharField(blank=True, max_length=40, verbose_name='OpenSID pelapor')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('keadaan', models.CharField(choices=[('baru', 'menunggu diperiksa'), ('benar', 'benar, naskah perlu diperbaiki'), ('ditolak', 'naskah sudah sesuai'), ('beres', 'sudah diperbaiki')], default='baru', max_length=7, verbose_name='keadaan')),
                ('diputus_pada', models.DateTimeField(null=True, verbose_name='diputus pada')),
                ('diputus_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'laporan naskah',
                'verbose_name_plural': 'laporan naskah',
                'ordering': ['-dibuat', '-pk'],
                'indexes': [models.Index(fields=['keadaan', '-dibuat'], name='laporan_naskah_keadaan')],
            },
        ),
        migrations.CreateModel(
            name='ButirLembar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('teks', models.CharField(max_length=200, verbose_name='yang diperiksa')),
                ('kritis', models.BooleanField(default=False, verbose_name='butir kritis')),
                ('lembar', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='butir', to='modul_pelatihan.lembarpraktik')),
            ],
            options={
                'verbose_name': 'butir',
                'verbose_name_plural': 'butir',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ModulBidang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='slug modul OpenSID')),
                ('bidang', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='modul', to='modul_pelatihan.bidang')),
            ],
            options={
                'verbose_name': 'modul bidang',
                'verbose_name_plural': 'modul bidang',
                'constraints': [models.UniqueConstraint(fields=('bidang', 'slug'), name='modul_bidang_sekali')],
            },
        ),
        migrations.CreateModel(
            name='ModulPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('edisi', models.CharField(choices=[('umum', 'Umum'), ('premium', 'Premium')], default='umum', max_length=8, verbose_name='edisi')),
                ('versi_terverifikasi', models.CharField(blank=True, help_text='Tahun dan bulan rilis, misalnya 24.10.', max_length=8, validators=[modul_pelatihan.models.rilis.periksa_versi], verbose_name='diperiksa untuk rilis')),
                ('diperiksa_pada', models.DateField(blank=True, null=True, verbose_name='diperiksa pada')),
                ('kode', models.CharField(help_text='Singkat dan tetap, misalnya M03.', max_length=12, null=True, unique=True, verbose_name='kode modul')),
                ('sasaran', models.CharField(blank=True, max_length=120, verbose_name='untuk siapa')),
                ('tujuan', models.TextField(blank=True, help_text='Yang dapat dilakukan peserta sesudahnya.', max_length=500, verbose_name='tujuan')),
                ('diperiksa_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diperiksa oleh')),
                ('pemilik', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penanggung jawab naskah')),
            ],
            options={
                'verbose_name': 'modul',
                'verbose_name_plural': 'modul',
            },
            bases=(modul_pelatihan.models.halaman.Terlihat, 'wagtailcore.page', models.Model),
        ),
        migrations.AddField(
            model_name='lembarpraktik',
            name='modul',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lembar_praktik', to='modul_pelatihan.modulpage', verbose_name='modul'),
        ),
        migrations.AddField(
            model_name='kuis',
            name='modul',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kuis', to='modul_pelatihan.modulpage', verbose_name='modul'),
        ),
        migrations.CreateModel(
            name='IsiJalur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('jalur', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='isi', to='modul_pelatihan.jalur')),
                ('modul', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='di_jalur', to='modul_pelatihan.modulpage', verbose_name='modul')),
            ],
            options={
                'verbose_name': 'modul pada jalur',
                'verbose_name_plural': 'modul pada jalur',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('jalur', 'modul'), name='isi_jalur_sekali')],
            },
        ),
        migrations.AddField(
            model_name='butirsoal',
            name='modul',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='soal', to='modul_pelatihan.modulpage', verbose_name='modul'),
        ),
        migrations.CreateModel(
            name='Angkatan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('judul', models.CharField(max_length=120, verbose_name='nama kelas')),
                ('uraian', models.TextField(blank=True, max_length=1500, verbose_name='uraian')),
                ('bentuk', models.CharField(choices=[('luring', 'Tatap muka'), ('daring', 'Daring'), ('campuran', 'Campuran')], default='luring', max_length=8, verbose_name='bentuk')),
                ('tempat', models.CharField(blank=True, max_length=200, verbose_name='tempat')),
                ('tautan', models.URLField(blank=True, help_text='Hanya terlihat peserta yang mendapat kursi.', verbose_name='tautan pertemuan daring')),
                ('penyelenggara', models.CharField(blank=True, max_length=160, verbose_name='penyelenggara')),
                ('kuota', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='kursi')),
                ('daftar_sampai', models.DateTimeField(blank=True, null=True, verbose_name='pendaftaran ditutup')),
                ('keadaan', models.CharField(choices=[('rancangan', 'rancangan'), ('dibuka', 'pendaftaran dibuka'), ('berjalan', 'sedang berjalan'), ('selesai', 'selesai'), ('batal', 'dibatalkan')], default='rancangan', max_length=9, verbose_name='keadaan')),
                ('wajib_prasyarat', models.BooleanField(default=False, help_text='Menjadi syarat sertifikat.', verbose_name='modul harus tuntas dibaca')),
                ('untuk_pelatih', models.BooleanField(default=False, verbose_name='kelas calon pelatih (TOT)')),
                ('ambang_hadir', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang hadir (%)')),
                ('ambang_pascates', models.PositiveSmallIntegerField(default=70, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang pasca-tes (%)')),
                ('ambang_praktik', models.PositiveSmallIntegerField(default=80, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='ambang praktik (%)')),
                ('menit_per_jp', models.PositiveSmallIntegerField(default=45, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(240)], verbose_name='menit per JP')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('selesai_pada', models.DateTimeField(blank=True, null=True, verbose_name='ditutup pada')),
                ('dibuat_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='angkatan_dibuat', to=settings.AUTH_USER_MODEL)),
                ('wilayah', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='angkatan', to='wilayah.wilayah', verbose_name='wilayah')),
                ('jalur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='angkatan', to='modul_pelatihan.jalur', verbose_name='jalur belajar')),
                ('lembar_praktik', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='angkatan', to='modul_pelatihan.lembarpraktik', verbose_name='daftar periksa praktik')),
                ('modul', models.ManyToManyField(blank=True, related_name='angkatan', to='modul_pelatihan.modulpage', verbose_name='modul')),
            ],
            options={
                'verbose_name': 'kelas',
                'verbose_name_plural': 'kelas',
                'indexes': [models.Index(fields=['keadaan', 'wilayah'], name='angkatan_keadaan')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kuota__gte', 1)), name='angkatan_kursi_positif')],
            },
        ),
        migrations.CreateModel(
            name='PelajaranPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('edisi', models.CharField(choices=[('umum', 'Umum'), ('premium', 'Premium')], default='umum', max_length=8, verbose_name='edisi')),
                ('versi_terverifikasi', models.CharField(blank=True, help_text='Tahun dan bulan rilis, misalnya 24.10.', max_length=8, validators=[modul_pelatihan.models.rilis.periksa_versi], verbose_name='diperiksa untuk rilis')),
                ('diperiksa_pada', models.DateField(blank=True, null=True, verbose_name='diperiksa pada')),
                ('uuid', models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name='tanda tetap')),
                ('kode', models.CharField(blank=True, help_text='Misalnya M03.2.', max_length=16, verbose_name='kode')),
                ('menit', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(600)], verbose_name='lama (menit)')),
                ('modul_opensid', models.JSONField(blank=True, default=list, help_text='Slug modul OpenSID, dipisah koma. Kosong berarti pelajaran ini tidak terikat rilis.', validators=[modul_pelatihan.models.daftar.periksa_daftar_slug], verbose_name='modul OpenSID')),
                ('isi', modul_pelatihan.blocks.IsiField(blank=True, verbose_name='isi')),
                ('praktik', models.TextField(blank=True, help_text='Yang dikerjakan sesudah membaca.', max_length=600, verbose_name='praktik')),
                ('praktik_kritis', models.BooleanField(default=False, help_text='Wajib terpenuhi untuk lulus.', verbose_name='praktik kritis')),
                ('luaran', models.CharField(blank=True, help_text='Hasil nyata dari praktik.', max_length=160, verbose_name='luaran')),
                ('tingkat_perubahan', models.CharField(choices=[('kecil', 'Kecil: ejaan, gambar, tautan'), ('sedang', 'Sedang: ada tambahan, cara kerjanya tetap'), ('besar', 'Besar: cara kerjanya berubah')], default='kecil', help_text='Hanya yang besar meminta yang sudah selesai membaca ringkasannya, sekitar lima menit.', max_length=6, verbose_name='arti suntingan ini')),
                ('ringkasan_perubahan', models.TextField(blank=True, help_text='Ditujukan kepada yang sudah pernah belajar.', max_length=600, verbose_name='yang berubah')),
                ('bidang', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='pelajaran', to='modul_pelatihan.bidang', verbose_name='bidang')),
                ('diperiksa_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diperiksa oleh')),
                ('pemilik', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penanggung jawab naskah')),
            ],
            options={
                'verbose_name': 'pelajaran',
                'verbose_name_plural': 'pelajaran',
            },
            bases=(modul_pelatihan.models.halaman.Terlihat, 'wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='ModulPelajaran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='slug modul OpenSID')),
                ('pelajaran', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='slug_modul', to='modul_pelatihan.pelajaranpage')),
            ],
            options={
                'verbose_name': 'modul pelajaran',
                'verbose_name_plural': 'modul pelajaran',
                'constraints': [models.UniqueConstraint(fields=('pelajaran', 'slug'), name='modul_pelajaran_sekali')],
            },
        ),
        migrations.CreateModel(
            name='ImporNaskah',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='kunci')),
                ('nama_berkas', models.CharField(max_length=160, verbose_name='nama berkas')),
                ('judul', models.CharField(max_length=160, verbose_name='judul')),
                ('balok', models.JSONField(default=list, help_text='[jenis, nilai]; gambar menyebut nama berkasnya.', verbose_name='balok')),
                ('peringatan', models.JSONField(default=list, verbose_name='peringatan')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('oleh', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('modul', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='modul_pelatihan.modulpage')),
                ('halaman', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='modul_pelatihan.pelajaranpage')),
            ],
            options={
                'verbose_name': 'impor naskah',
                'verbose_name_plural': 'impor naskah',
            },
        ),
        migrations.CreateModel(
            name='PembatalanSoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alasan', models.CharField(max_length=300, verbose_name='alasan')),
                ('pada', models.DateTimeField(auto_now_add=True, verbose_name='pada')),
                ('dihitung_ulang', models.PositiveIntegerField(default=0, verbose_name='percobaan dihitung ulang')),
                ('berubah_lulus', models.PositiveIntegerField(default=0, verbose_name='berubah lulus atau tidak')),
                ('butir', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pembatalan', to='modul_pelatihan.butirsoal')),
                ('kuis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pembatalan', to='modul_pelatihan.kuis')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'soal dianulir',
                'verbose_name_plural': 'soal dianulir',
                'constraints': [models.UniqueConstraint(fields=('kuis', 'butir'), name='pembatalan_soal_sekali')],
            },
        ),
        migrations.CreateModel(
            name='Pengajar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tugas', models.CharField(choices=[('utama', 'pelatih utama'), ('pendamping', 'pelatih pendamping')], default='utama', max_length=10, verbose_name='tugas')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pengajar', to='modul_pelatihan.angkatan')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mengajar', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pengajar',
                'verbose_name_plural': 'pengajar',
                'constraints': [models.UniqueConstraint(fields=('angkatan', 'orang'), name='pengajar_sekali')],
            },
        ),
        migrations.CreateModel(
            name='PenilaianPraktik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('jenis', models.CharField(choices=[('kerja', 'Praktik kerja'), ('mengajar', 'Praktik mengajar')], max_length=8, verbose_name='jenis')),
                ('butir', models.JSONField(default=list, verbose_name='butir')),
                ('rasio', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='rasio')),
                ('ambang', models.PositiveSmallIntegerField(verbose_name='ambang (%)')),
                ('lulus', models.BooleanField(verbose_name='lulus')),
                ('catatan', models.TextField(blank=True, max_length=600, verbose_name='catatan')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('angkatan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='penilaian_praktik', to='modul_pelatihan.angkatan')),
                ('lembar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penilaian', to='modul_pelatihan.lembarpraktik')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='praktik', to=settings.AUTH_USER_MODEL)),
                ('penilai', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='menilai_praktik', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'penilaian praktik',
                'verbose_name_plural': 'penilaian praktik',
                'ordering': ['-pada', '-pk'],
                'indexes': [models.Index(fields=['angkatan', 'orang', '-pada'], name='praktik_kelas')],
                'constraints': [models.CheckConstraint(condition=models.Q(('orang', models.F('penilai')), _negated=True), name='praktik_bukan_nilai_sendiri')],
            },
        ),
        migrations.CreateModel(
            name='Percobaan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='kunci mulai')),
                ('kunci_kirim', models.UUIDField(blank=True, null=True, unique=True, verbose_name='kunci kirim')),
                ('nomor', models.PositiveIntegerField(verbose_name='percobaan ke')),
                ('paket', models.CharField(blank=True, max_length=1, verbose_name='paket')),
                ('keadaan', models.CharField(choices=[('berjalan', 'sedang dikerjakan'), ('menunggu', 'menunggu koreksi'), ('dinilai', 'dinilai')], default='berjalan', max_length=8, verbose_name='keadaan')),
                ('mulai', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mulai')),
                ('tenggat', models.DateTimeField(blank=True, null=True, verbose_name='tenggat')),
                ('dikirim', models.DateTimeField(blank=True, null=True, verbose_name='dikirim')),
                ('luring', models.BooleanField(default=False, verbose_name='dikerjakan luring')),
                ('ambang', models.PositiveSmallIntegerField(verbose_name='ambang (%)')),
                ('kebijakan', models.CharField(max_length=9, verbose_name='nilai yang dipakai')),
                ('anulir', models.CharField(max_length=10, verbose_name='soal yang dianulir')),
                ('denda', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='denda')),
                ('skor', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='skor')),
                ('maks', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='skor paling banyak')),
                ('rasio', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='rasio')),
                ('lulus', models.BooleanField(null=True, verbose_name='lulus')),
                ('kuis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='percobaan', to='modul_pelatihan.kuis')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='percobaan', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'percobaan',
                'verbose_name_plural': 'percobaan',
                'ordering': ['mulai', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='JawabanPercobaan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urut', models.PositiveSmallIntegerField(verbose_name='nomor')),
                ('bobot', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='bobot')),
                ('naskah', models.JSONField(verbose_name='salinan soal')),
                ('isi', models.JSONField(blank=True, null=True, verbose_name='jawaban')),
                ('fraksi', modul_pelatihan.models.pecahan.PecahanField(blank=True, max_length=60, null=True, verbose_name='pecahan nilai')),
                ('dianulir', models.BooleanField(default=False, verbose_name='dianulir')),
                ('dinilai_pada', models.DateTimeField(blank=True, null=True, verbose_name='dinilai pada')),
                ('ulasan', models.TextField(blank=True, max_length=600, verbose_name='ulasan')),
                ('butir', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jawaban', to='modul_pelatihan.butirsoal')),
                ('dinilai_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('percobaan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jawaban', to='modul_pelatihan.percobaan')),
            ],
            options={
                'verbose_name': 'jawaban',
                'verbose_name_plural': 'jawaban',
                'ordering': ['urut'],
                'constraints': [models.UniqueConstraint(fields=('percobaan', 'butir'), name='jawaban_sekali_per_soal'), models.UniqueConstraint(fields=('percobaan', 'urut'), name='jawaban_nomor_unik')],
            },
        ),
        migrations.CreateModel(
            name='PeriksaVersiTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'tugas periksa versi',
                'verbose_name_plural': 'tugas periksa versi',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='PerubahanPelajaran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pelajaran', models.UUIDField(verbose_name='tanda pelajaran')),
                ('tingkat', models.CharField(choices=[('kecil', 'Kecil: ejaan, gambar, tautan'), ('sedang', 'Sedang: ada tambahan, cara kerjanya tetap'), ('besar', 'Besar: cara kerjanya berubah')], max_length=6, verbose_name='tingkat')),
                ('ringkasan', models.TextField(blank=True, max_length=600, verbose_name='yang berubah')),
                ('terbit', models.DateTimeField(default=django.utils.timezone.now, verbose_name='terbit')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revisi', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'perubahan pelajaran',
                'verbose_name_plural': 'perubahan pelajaran',
                'ordering': ['-terbit', '-pk'],
                'indexes': [models.Index(fields=['pelajaran', 'tingkat', 'terbit'], name='perubahan_pelajaran')],
                'constraints': [models.UniqueConstraint(fields=('pelajaran', 'revisi'), name='perubahan_sekali_per_revisi'), models.CheckConstraint(condition=models.Q(models.Q(('tingkat', 'besar'), _negated=True), models.Q(('ringkasan', ''), _negated=True), _connector='OR'), name='perubahan_besar_beringkasan')],
            },
        ),
        migrations.CreateModel(
            name='Peserta',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keadaan', models.CharField(choices=[('terdaftar', 'terdaftar'), ('menunggu', 'daftar tunggu'), ('batal', 'batal')], max_length=9, verbose_name='keadaan')),
                ('antre', models.PositiveIntegerField(verbose_name='urutan datang')),
                ('paket', models.PositiveIntegerField(blank=True, null=True, verbose_name='urutan paket tes')),
                ('didaftar', models.DateTimeField(default=django.utils.timezone.now, verbose_name='didaftarkan')),
                ('mendapat_kursi', models.DateTimeField(blank=True, null=True, verbose_name='mendapat kursi')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='peserta', to='modul_pelatihan.angkatan')),
                ('asal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wilayah.wilayah', verbose_name='asal')),
                ('didaftarkan_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kepesertaan', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'peserta',
                'verbose_name_plural': 'peserta',
                'indexes': [models.Index(fields=['orang', 'keadaan'], name='peserta_orang')],
                'constraints': [models.UniqueConstraint(fields=('angkatan', 'orang'), name='peserta_sekali_per_kelas'), models.UniqueConstraint(fields=('angkatan', 'antre'), name='peserta_urutan_unik'), models.UniqueConstraint(fields=('angkatan', 'paket'), name='peserta_paket_unik')],
            },
        ),
        migrations.CreateModel(
            name='Kelulusan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lulus', models.BooleanField(verbose_name='lulus')),
                ('syarat', models.JSONField(verbose_name='syarat')),
                ('pada', models.DateTimeField(default=django.utils.timezone.now, verbose_name='pada')),
                ('diputus_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('peserta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kelulusan', to='modul_pelatihan.peserta')),
            ],
            options={
                'verbose_name': 'kelulusan',
                'verbose_name_plural': 'kelulusan',
                'ordering': ['-pada', '-pk'],
                'indexes': [models.Index(fields=['peserta', '-pada'], name='kelulusan_peserta')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lulus', True)), fields=('peserta',), name='lulus_sekali_per_kelas')],
            },
        ),
        migrations.CreateModel(
            name='PilihanSoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('tanda', models.CharField(default=modul_pelatihan.models.soal.tanda_acak, editable=False, max_length=8)),
                ('teks', models.CharField(max_length=300, verbose_name='pilihan')),
                ('benar', models.BooleanField(default=False, verbose_name='benar')),
                ('butir', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pilihan', to='modul_pelatihan.butirsoal')),
            ],
            options={
                'verbose_name': 'pilihan',
                'verbose_name_plural': 'pilihan',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('butir', 'tanda'), name='pilihan_soal_tanda_unik')],
            },
        ),
        migrations.CreateModel(
            name='Prasyarat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('modul', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='prasyarat', to='modul_pelatihan.modulpage')),
                ('syarat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prasyarat_bagi', to='modul_pelatihan.modulpage', verbose_name='modul')),
            ],
            options={
                'verbose_name': 'prasyarat',
                'verbose_name_plural': 'prasyarat',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('modul', 'syarat'), name='prasyarat_sekali'), models.CheckConstraint(condition=models.Q(('modul', models.F('syarat')), _negated=True), name='prasyarat_bukan_diri_sendiri')],
            },
        ),
        migrations.CreateModel(
            name='RilisOpenSID',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edisi', models.CharField(choices=[('umum', 'Umum'), ('premium', 'Premium')], default='umum', max_length=8, verbose_name='edisi')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun (dua angka)')),
                ('bulan', models.PositiveSmallIntegerField(verbose_name='bulan')),
                ('tanggal', models.DateField(blank=True, null=True, verbose_name='tanggal terbit')),
                ('catatan', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'rilis OpenSID',
                'verbose_name_plural': 'rilis OpenSID',
                'ordering': ['-tahun', '-bulan', 'edisi'],
                'constraints': [models.UniqueConstraint(fields=('edisi', 'tahun', 'bulan'), name='rilis_sekali'), models.CheckConstraint(condition=models.Q(('bulan__range', (1, 12)), ('tahun__range', (18, 99))), name='rilis_tahun_bulan')],
            },
        ),
        migrations.CreateModel(
            name='CatatanRilis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='slug modul OpenSID')),
                ('tingkat', models.CharField(choices=[('kecil', 'kecil: letak atau nama berubah'), ('sedang', 'sedang: ada langkah yang bertambah'), ('besar', 'besar: cara kerjanya lain')], default='kecil', max_length=6, verbose_name='tingkat')),
                ('hilang', models.BooleanField(default=False, verbose_name='modul ini tidak ada lagi sejak rilis itu')),
                ('teks', models.CharField(max_length=300, verbose_name='yang berubah')),
                ('dipastikan_pada', models.DateTimeField(blank=True, null=True, verbose_name='dipastikan pada')),
                ('dipastikan_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dipastikan oleh')),
                ('rilis', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catatan_rilis', to='modul_pelatihan.rilisopensid', verbose_name='rilis')),
            ],
            options={
                'verbose_name': 'catatan rilis',
                'verbose_name_plural': 'catatan rilis',
                'ordering': ['-rilis__tahun', '-rilis__bulan', 'slug'],
                'constraints': [models.UniqueConstraint(fields=('rilis', 'slug', 'teks'), name='catatan_rilis_sekali')],
            },
        ),
        migrations.CreateModel(
            name='Sertifikat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tanda', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='tanda')),
                ('nomor', models.CharField(max_length=11, unique=True, verbose_name='nomor')),
                ('ke', models.PositiveSmallIntegerField(default=1, verbose_name='penerbitan ke')),
                ('nama', models.CharField(max_length=150, verbose_name='nama penerima')),
                ('kursus', models.CharField(max_length=160, verbose_name='pelatihan')),
                ('capaian', models.CharField(max_length=600, verbose_name='uraian capaian')),
                ('jp', models.PositiveSmallIntegerField(verbose_name='JP')),
                ('penerbit', models.CharField(max_length=160, verbose_name='penerbit')),
                ('penanda_tangan', models.CharField(max_length=160, verbose_name='penanda tangan')),
                ('tempat', models.CharField(blank=True, max_length=160, verbose_name='tempat')),
                ('terbit', models.DateField(verbose_name='tanggal terbit')),
                ('berlaku_sampai', models.DateField(blank=True, null=True, verbose_name='berlaku sampai')),
                ('zona', models.CharField(default='Asia/Jakarta', max_length=40, verbose_name='zona penerbit')),
                ('garam', models.CharField(default=modul_pelatihan.models.sertifikat.garam_baru, editable=False, max_length=32)),
                ('sidik_email', models.CharField(blank=True, editable=False, max_length=80, verbose_name='sidik email')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now)),
                ('kelulusan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sertifikat', to='modul_pelatihan.kelulusan')),
                ('menggantikan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pengganti', to='modul_pelatihan.sertifikat')),
                ('penerima', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sertifikat', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'sertifikat',
                'verbose_name_plural': 'sertifikat',
                'constraints': [models.UniqueConstraint(fields=('kelulusan', 'ke'), name='sertifikat_penerbitan_unik'), models.CheckConstraint(condition=models.Q(('berlaku_sampai__isnull', True), ('berlaku_sampai__gte', models.F('terbit')), _connector='OR'), name='sertifikat_masa_urut')],
            },
        ),
        migrations.CreateModel(
            name='PencabutanSertifikat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alasan', models.CharField(max_length=300, verbose_name='alasan')),
                ('pada', models.DateTimeField(default=django.utils.timezone.now, verbose_name='pada')),
                ('oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sertifikat', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pencabutan', to='modul_pelatihan.sertifikat')),
            ],
            options={
                'verbose_name': 'pencabutan sertifikat',
                'verbose_name_plural': 'pencabutan sertifikat',
            },
        ),
        migrations.CreateModel(
            name='Sesi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tanda', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('judul', models.CharField(max_length=120, verbose_name='judul')),
                ('mulai', models.DateTimeField(verbose_name='mulai')),
                ('selesai', models.DateTimeField(verbose_name='selesai')),
                ('tempat', models.CharField(blank=True, max_length=200, verbose_name='tempat bila berbeda')),
                ('batal', models.BooleanField(default=False, verbose_name='dibatalkan')),
                ('versi', models.PositiveIntegerField(default=0, editable=False, verbose_name='perubahan jadwal')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sesi', to='modul_pelatihan.angkatan')),
                ('modul', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='sesi', to='modul_pelatihan.modulpage')),
            ],
            options={
                'verbose_name': 'sesi',
                'verbose_name_plural': 'sesi',
                'ordering': ['mulai', 'pk'],
                'indexes': [models.Index(fields=['angkatan', 'mulai'], name='sesi_jadwal')],
                'constraints': [models.CheckConstraint(condition=models.Q(('selesai__gt', models.F('mulai'))), name='sesi_selesai_sesudah_mulai')],
            },
        ),
        migrations.CreateModel(
            name='SelangDaring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('masuk', models.DateTimeField(verbose_name='masuk')),
                ('keluar', models.DateTimeField(verbose_name='keluar')),
                ('peserta', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='selang', to='modul_pelatihan.peserta')),
                ('sesi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='selang', to='modul_pelatihan.sesi')),
            ],
            options={
                'verbose_name': 'selang daring',
                'verbose_name_plural': 'selang daring',
                'constraints': [models.UniqueConstraint(fields=('sesi', 'peserta', 'masuk', 'keluar'), name='selang_sekali'), models.CheckConstraint(condition=models.Q(('keluar__gt', models.F('masuk'))), name='selang_urut')],
            },
        ),
        migrations.CreateModel(
            name='Kehadiran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('keadaan', models.CharField(choices=[('hadir', 'hadir'), ('izin', 'izin'), ('sakit', 'sakit'), ('alpa', 'alpa')], max_length=5, verbose_name='keadaan')),
                ('cara', models.CharField(choices=[('daftar', 'daftar nama'), ('qr', 'kode QR'), ('kertas', 'daftar kertas'), ('luring', 'daftar luring'), ('daring', 'selang daring')], max_length=6, verbose_name='cara')),
                ('dicatat_pada', models.DateTimeField(default=django.utils.timezone.now, verbose_name='menurut jam pencatat')),
                ('diterima', models.DateTimeField(auto_now=True, verbose_name='diterima server')),
                ('dicatat_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('peserta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kehadiran', to='modul_pelatihan.peserta')),
                ('sesi', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kehadiran', to='modul_pelatihan.sesi')),
            ],
            options={
                'verbose_name': 'kehadiran',
                'verbose_name_plural': 'kehadiran',
                'constraints': [models.UniqueConstraint(fields=('sesi', 'peserta'), name='kehadiran_kelas_sekali')],
            },
        ),
        migrations.CreateModel(
            name='StatusPelatih',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('mulai', models.DateField(verbose_name='mulai')),
                ('sampai', models.DateField(verbose_name='sampai')),
                ('syarat', models.JSONField(default=list, verbose_name='syarat saat diputus')),
                ('pada', models.DateTimeField(default=django.utils.timezone.now, verbose_name='diputus pada')),
                ('dicabut_pada', models.DateTimeField(blank=True, null=True, verbose_name='dicabut pada')),
                ('alasan_cabut', models.CharField(blank=True, max_length=300, verbose_name='alasan dicabut')),
                ('diputus_oleh', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('memperpanjang', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='perpanjangan', to='modul_pelatihan.statuspelatih')),
                ('orang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='status_pelatih', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'status pelatih',
                'verbose_name_plural': 'status pelatih',
                'ordering': ['-mulai', '-pk'],
                'indexes': [models.Index(fields=['orang', 'sampai'], name='status_pelatih_orang')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sampai__gte', models.F('mulai'))), name='status_pelatih_masa_urut')],
            },
        ),
        migrations.CreateModel(
            name='SuaraPelajaran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pelajaran', models.UUIDField(verbose_name='tanda pelajaran')),
                ('revisi', models.PositiveBigIntegerField(help_text='Kunci revisi Wagtail yang terbit saat dinilai.', verbose_name='revisi')),
                ('jelas', models.BooleanField(verbose_name='jelas')),
                ('kurang', models.TextField(blank=True, max_length=500, verbose_name='yang belum jelas')),
                ('tanda', models.CharField(blank=True, max_length=32, verbose_name='tanda peramban')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('orang', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'suara pelajaran',
                'verbose_name_plural': 'suara pelajaran',
                'constraints': [models.UniqueConstraint(condition=models.Q(('orang__isnull', False)), fields=('pelajaran', 'revisi', 'orang'), name='suara_pelajaran_per_orang'), models.UniqueConstraint(condition=models.Q(('tanda', ''), _negated=True), fields=('pelajaran', 'revisi', 'tanda'), name='suara_pelajaran_per_peramban'), models.CheckConstraint(condition=models.Q(models.Q(('orang__isnull', False), ('tanda', '')), models.Q(('orang__isnull', True), models.Q(('tanda', ''), _negated=True)), _connector='OR'), name='suara_pelajaran_milik_satu')],
            },
        ),
        migrations.CreateModel(
            name='TelaahSoalTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'tugas telaah soal',
                'verbose_name_plural': 'tugas telaah soal',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='TesAngkatan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('pra', 'Pra-tes'), ('pasca', 'Pasca-tes')], max_length=5, verbose_name='jenis')),
                ('dibuka', models.DateTimeField(blank=True, null=True, verbose_name='dibuka')),
                ('ditutup', models.DateTimeField(blank=True, null=True, verbose_name='ditutup')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tes', to='modul_pelatihan.angkatan')),
                ('kuis', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tes', to='modul_pelatihan.kuis')),
            ],
            options={
                'verbose_name': 'tes kelas',
                'verbose_name_plural': 'tes kelas',
                'ordering': ['-jenis'],
                'constraints': [models.UniqueConstraint(fields=('angkatan', 'jenis'), name='tes_angkatan_sekali')],
            },
        ),
        migrations.AddField(
            model_name='percobaan',
            name='tes',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='percobaan', to='modul_pelatihan.tesangkatan'),
        ),
        migrations.CreateModel(
            name='Tugas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judul', models.CharField(max_length=120, verbose_name='judul')),
                ('petunjuk', models.TextField(max_length=1500, verbose_name='petunjuk')),
                ('tenggat', models.DateTimeField(blank=True, null=True, verbose_name='tenggat')),
                ('wajib', models.BooleanField(default=False, verbose_name='menjadi syarat sertifikat')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tugas', to='modul_pelatihan.angkatan')),
            ],
            options={
                'verbose_name': 'tugas',
                'verbose_name_plural': 'tugas',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Setoran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('teks', models.TextField(blank=True, max_length=6000, verbose_name='tulisan')),
                ('berkas', models.FileField(blank=True, max_length=120, storage=modul_pelatihan.models.tugas.gudang, upload_to=modul_pelatihan.models.tugas.alamat_setoran, verbose_name='berkas')),
                ('nama_berkas', models.CharField(blank=True, max_length=160, verbose_name='nama berkas')),
                ('jenis_berkas', models.CharField(blank=True, max_length=100, verbose_name='jenis berkas')),
                ('ukuran', models.PositiveIntegerField(default=0, verbose_name='ukuran')),
                ('keadaan', models.CharField(choices=[('menunggu', 'menunggu telaah'), ('diterima', 'diterima'), ('perbaiki', 'perlu diperbaiki')], default='menunggu', max_length=8, verbose_name='keadaan')),
                ('dikirim', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dikirim')),
                ('ulasan', models.TextField(blank=True, max_length=1000, verbose_name='ulasan')),
                ('ditelaah', models.DateTimeField(blank=True, null=True, verbose_name='ditelaah')),
                ('penelaah', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('peserta', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='setoran', to='modul_pelatihan.peserta')),
                ('tugas', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='setoran', to='modul_pelatihan.tugas')),
            ],
            options={
                'verbose_name': 'setoran tugas',
                'verbose_name_plural': 'setoran tugas',
                'ordering': ['-dikirim', '-pk'],
                'indexes': [models.Index(fields=['tugas', 'keadaan'], name='setoran_antre')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('teks', ''), _negated=True), models.Q(('berkas', ''), _negated=True), _connector='OR'), name='setoran_berisi'), models.CheckConstraint(condition=models.Q(models.Q(('ditelaah__isnull', True), ('keadaan', 'menunggu')), models.Q(models.Q(('keadaan', 'menunggu'), _negated=True), ('ditelaah__isnull', False)), _connector='OR'), name='setoran_ditelaah_bertanggal')],
            },
        ),
        migrations.CreateModel(
            name='UmpanBalik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('isi', models.PositiveSmallIntegerField(verbose_name='isi')),
                ('pelatih', models.PositiveSmallIntegerField(verbose_name='pelatih')),
                ('tempat', models.PositiveSmallIntegerField(verbose_name='tempat dan sarana')),
                ('saran', models.TextField(blank=True, max_length=600, verbose_name='saran')),
                ('pada', models.DateTimeField(auto_now_add=True)),
                ('peserta', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='umpan_balik', to='modul_pelatihan.peserta')),
            ],
            options={
                'verbose_name': 'umpan balik kelas',
                'verbose_name_plural': 'umpan balik kelas',
                'constraints': [models.CheckConstraint(condition=models.Q(('isi__range', (1, 5)), ('pelatih__range', (1, 5)), ('tempat__range', (1, 5))), name='umpan_balik_1_sampai_5')],
            },
        ),
        migrations.CreateModel(
            name='BahanAngkatan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('judul', models.CharField(blank=True, max_length=120, verbose_name='judul')),
                ('angkatan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bahan', to='modul_pelatihan.angkatan')),
                ('dokumen', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='dokumen')),
            ],
            options={
                'verbose_name': 'bahan kelas',
                'verbose_name_plural': 'bahan kelas',
                'constraints': [models.UniqueConstraint(fields=('angkatan', 'dokumen'), name='bahan_sekali')],
            },
        ),
        migrations.AddConstraint(
            model_name='kuis',
            constraint=models.CheckConstraint(condition=models.Q(('ambang__lte', 100), ('denda__gte', 0)), name='kuis_ambang_dan_denda_wajar'),
        ),
        migrations.AddConstraint(
            model_name='kuis',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('jenis', 'formatif'), _negated=True), models.Q(('batas_menit__isnull', True), ('kuota__isnull', True)), _connector='OR'), name='kuis_latihan_tanpa_batas'),
        ),
        migrations.AddIndex(
            model_name='percobaan',
            index=models.Index(fields=['kuis', 'keadaan', 'mulai'], name='percobaan_kuis'),
        ),
        migrations.AddIndex(
            model_name='percobaan',
            index=models.Index(fields=['orang', '-mulai'], name='percobaan_orang'),
        ),
        migrations.AddConstraint(
            model_name='percobaan',
            constraint=models.UniqueConstraint(condition=models.Q(('tes__isnull', True)), fields=('kuis', 'orang', 'nomor'), name='percobaan_nomor_lepas'),
        ),
        migrations.AddConstraint(
            model_name='percobaan',
            constraint=models.UniqueConstraint(condition=models.Q(('tes__isnull', False)), fields=('tes', 'orang', 'nomor'), name='percobaan_nomor_kelas'),
        ),
        migrations.AddConstraint(
            model_name='percobaan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dikirim__isnull', True), ('keadaan', 'berjalan')), models.Q(models.Q(('keadaan', 'berjalan'), _negated=True), ('dikirim__isnull', False)), _connector='OR'), name='percobaan_terkirim_bertanggal'),
        ),
        migrations.AddConstraint(
            model_name='percobaan',
            constraint=models.CheckConstraint(condition=models.Q(('keadaan', 'dinilai'), models.Q(('lulus__isnull', True), ('rasio__isnull', True)), _connector='OR'), name='percobaan_nilai_sesudah_dinilai'),
        ),
        ]),
        migrations.RunPython(isi_bidang_bawaan, migrations.RunPython.noop),
        migrations.RunPython(isi_rilis, migrations.RunPython.noop),
    ]
