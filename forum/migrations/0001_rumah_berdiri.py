"""Seluruh tabel kamar ini sampai 22 November 2026, dilipat dari migrasi sebelum rilis pertama.

Basis data yang sudah menjalankan semua migrasi lama (`replaces`) dianggap telah menjalankan yang ini.
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import forum.models.ketersediaan
import forum.models.lampiran
import forum.models.rawat
import forum.models.ruang
import uuid
from django.conf import settings
from django.db import migrations, models

from wilayah.migrasi import BuatSemua


class Migration(migrations.Migration):

    replaces = [('forum', '0001_awal'), ('forum', '0002_diskusi'), ('forum', '0003_topik_pelajaran'), ('forum', '0004_indeks_cari'), ('forum', '0005_wilayah_simpul_terbatas'), ('forum', '0006_ketersediaan'), ('forum', '0007_indeks_lama_dilepas'), ('forum', '0008_undangan_dan_direktori'), ('forum', '0009_acara_jajak_usulan'), ('forum', '0010_lampiran'), ('forum', '0011_mengikuti'), ('forum', '0012_merawat')]

    initial = True

    dependencies = [
        ('akun', '0006_kabar_dilipat'),
        ('modul_pelatihan', '0001_rumah_berdiri'),
        ('wilayah', '0005_kontak_dihapus_atas_permintaan'),
    ]

    operations = [
        BuatSemua([
        migrations.CreateModel(
            name='Topik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('tanya', 'pertanyaan'), ('diskusi', 'diskusi'), ('pengumuman', 'pengumuman'), ('acara', 'acara'), ('usulan', 'usulan'), ('jajak', 'jajak pendapat')], default='diskusi', max_length=10, verbose_name='jenis')),
                ('judul', models.CharField(max_length=160, verbose_name='judul')),
                ('slug', models.SlugField(db_index=False, max_length=80, verbose_name='slug')),
                ('keadaan', models.PositiveSmallIntegerField(choices=[(0, 'tampil'), (1, 'menunggu pemeriksaan'), (2, 'disembunyikan'), (3, 'dihapus')], default=0, verbose_name='keadaan')),
                ('terkunci', models.BooleanField(default=False, verbose_name='terkunci')),
                ('disematkan_sampai', models.DateTimeField(blank=True, null=True, verbose_name='disematkan sampai')),
                ('nomor_tertinggi', models.PositiveIntegerField(default=0, help_text='Tidak pernah turun.', verbose_name='nomor tertinggi')),
                ('nomor_akhir', models.PositiveIntegerField(default=0, verbose_name='nomor kiriman tampil terakhir')),
                ('jumlah_kiriman', models.PositiveIntegerField(default=0, verbose_name='jumlah kiriman tampil')),
                ('jumlah_dukungan', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah dukungan')),
                ('dibalas_pada', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibalas pada')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('digabung_ke', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gabungan', to='forum.topik')),
                ('penulis', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='topik', to=settings.AUTH_USER_MODEL)),
                ('penulis_akhir', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'topik',
                'verbose_name_plural': 'topik',
            },
        ),
        migrations.CreateModel(
            name='KalenderPengguna',
            fields=[
                ('pengguna', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kalender_forum', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('versi', models.PositiveIntegerField(default=1, verbose_name='versi')),
                ('aktif', models.BooleanField(default=True, verbose_name='aktif')),
            ],
            options={
                'verbose_name': 'kalender pengguna',
                'verbose_name_plural': 'kalender pengguna',
            },
        ),
        migrations.CreateModel(
            name='KataTerlarang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pola', models.CharField(help_text='Misalnya “pinjol” atau “slot gacor*”.', max_length=60, unique=True, validators=[forum.models.rawat.periksa_pola], verbose_name='kata')),
                ('akibat', models.CharField(choices=[('tahan', 'ditahan sampai diperiksa'), ('samarkan', 'katanya disamarkan'), ('tolak', 'tulisannya ditolak')], default='tahan', max_length=8, verbose_name='akibat')),
                ('catatan', models.CharField(blank=True, max_length=200, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'kata terlarang',
                'verbose_name_plural': 'kata terlarang',
                'ordering': ['pola'],
            },
        ),
        migrations.CreateModel(
            name='Kiriman',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nomor', models.PositiveIntegerField(verbose_name='nomor')),
                ('sumber', models.TextField(verbose_name='sumber (Markdown)')),
                ('html', models.TextField(verbose_name='html')),
                ('versi_perender', models.PositiveSmallIntegerField(default=0, verbose_name='versi perender')),
                ('keadaan', models.PositiveSmallIntegerField(choices=[(0, 'tampil'), (1, 'menunggu pemeriksaan'), (2, 'disembunyikan'), (3, 'dihapus')], default=0, verbose_name='keadaan')),
                ('balasan_untuk', models.PositiveIntegerField(blank=True, null=True, verbose_name='membalas nomor')),
                ('jumlah_suka', models.PositiveIntegerField(default=0, verbose_name='jumlah terima kasih')),
                ('jumlah_sunting', models.PositiveSmallIntegerField(default=0, verbose_name='jumlah suntingan')),
                ('dihapus_pada', models.DateTimeField(blank=True, null=True, verbose_name='dihapus')),
                ('kunci_kirim', models.UUIDField(blank=True, editable=False, null=True, verbose_name='kunci kirim')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('disunting', models.DateTimeField(blank=True, null=True, verbose_name='disunting')),
                ('dihapus_oleh', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('penulis', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='kiriman', to=settings.AUTH_USER_MODEL)),
                ('pindah_ke', models.ForeignKey(blank=True, db_index=False, editable=False, help_text='Terisi pada nisan: tempat barunya sesudah topiknya digabung atau dipisah.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.kiriman')),
            ],
            options={
                'verbose_name': 'kiriman',
                'verbose_name_plural': 'kiriman',
            },
        ),
        migrations.CreateModel(
            name='PilihanJajak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urutan', models.PositiveSmallIntegerField(verbose_name='urutan')),
                ('teks', models.CharField(max_length=120, verbose_name='pilihan')),
                ('jumlah_suara', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah suara')),
            ],
            options={
                'verbose_name': 'pilihan jajak',
                'verbose_name_plural': 'pilihan jajak',
                'ordering': ['urutan'],
            },
        ),
        migrations.CreateModel(
            name='Ruang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(db_index=False, max_length=60, verbose_name='slug')),
                ('nama', models.CharField(max_length=80, verbose_name='nama')),
                ('uraian', models.CharField(blank=True, max_length=200, verbose_name='uraian')),
                ('urutan', models.PositiveSmallIntegerField(default=0, verbose_name='urutan')),
                ('jenis_topik', models.JSONField(default=forum.models.ruang.semua_jenis, help_text='Jenis topik yang boleh dibuka di sini.', verbose_name='jenis topik')),
                ('siapa_mulai', models.CharField(choices=[('semua', 'semua yang punya akun'), ('anggota', 'anggota simpul'), ('pengurus', 'pengurus simpul dan petugas')], default='semua', max_length=8, verbose_name='siapa boleh membuka topik')),
                ('siapa_balas', models.CharField(choices=[('semua', 'semua yang punya akun'), ('anggota', 'anggota simpul'), ('pengurus', 'pengurus simpul dan petugas')], default='semua', max_length=8, verbose_name='siapa boleh membalas')),
                ('jumlah_topik', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah topik')),
                ('jumlah_kiriman', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah kiriman')),
                ('dibalas_pada', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='dibalas pada')),
            ],
            options={
                'verbose_name': 'ruang',
                'verbose_name_plural': 'ruang',
                'ordering': ['urutan', 'nama'],
            },
        ),
        migrations.CreateModel(
            name='Acara',
            fields=[
                ('topik', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='acara', serialize=False, to='forum.topik')),
                ('mulai', models.DateTimeField(verbose_name='mulai')),
                ('selesai', models.DateTimeField(verbose_name='selesai')),
                ('zona', models.CharField(choices=[('Asia/Jakarta', 'WIB'), ('Asia/Makassar', 'WITA'), ('Asia/Jayapura', 'WIT')], default='Asia/Jakarta', max_length=16, verbose_name='zona waktu')),
                ('tempat', models.CharField(blank=True, help_text='Kosong bila hanya daring.', max_length=160, verbose_name='tempat')),
                ('tautan', models.URLField(blank=True, help_text='Hanya tampil bagi yang hadir.', max_length=300, verbose_name='tautan daring')),
                ('kapasitas', models.PositiveIntegerField(blank=True, help_text='Kosong berarti tidak dibatasi.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5000)], verbose_name='kursi')),
                ('batal', models.BooleanField(default=False, verbose_name='dibatalkan')),
                ('alasan_batal', models.CharField(blank=True, max_length=200, verbose_name='alasan batal')),
                ('urutan_ics', models.PositiveIntegerField(default=0, verbose_name='urutan perubahan')),
                ('diubah', models.DateTimeField(default=django.utils.timezone.now, verbose_name='diubah')),
            ],
            options={
                'verbose_name': 'acara',
                'verbose_name_plural': 'acara',
            },
        ),
        migrations.CreateModel(
            name='Jajak',
            fields=[
                ('topik', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='jajak', serialize=False, to='forum.topik')),
                ('tutup', models.DateTimeField(blank=True, help_text='Kosong berarti sampai topiknya dikunci.', null=True, verbose_name='ditutup')),
                ('maks_pilihan', models.PositiveSmallIntegerField(default=1, verbose_name='pilihan per orang')),
                ('rahasia', models.BooleanField(default=True, verbose_name='nama pemilih tidak tampil')),
                ('jumlah_pemilih', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah pemilih')),
            ],
            options={
                'verbose_name': 'jajak pendapat',
                'verbose_name_plural': 'jajak pendapat',
                'constraints': [models.CheckConstraint(condition=models.Q(('maks_pilihan__gte', 1)), name='jajak_pilihan_wajar')],
            },
        ),
        migrations.CreateModel(
            name='Usulan',
            fields=[
                ('topik', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='usulan', serialize=False, to='forum.topik')),
                ('status', models.CharField(choices=[('diajukan', 'diajukan'), ('ditimbang', 'sedang ditimbang'), ('dikerjakan', 'sedang dikerjakan'), ('selesai', 'sudah ada'), ('ditolak', 'tidak dikerjakan'), ('digabung', 'digabung ke usul lain')], default='diajukan', max_length=10, verbose_name='keadaan')),
                ('alasan', models.CharField(blank=True, max_length=300, verbose_name='penjelasan')),
                ('rujukan', models.URLField(blank=True, help_text='Misalnya issue OpenSID.', max_length=300, verbose_name='tautan pekerjaan')),
                ('diubah', models.DateTimeField(default=django.utils.timezone.now, verbose_name='diubah')),
            ],
            options={
                'verbose_name': 'usulan',
                'verbose_name_plural': 'usulan',
            },
        ),
        migrations.CreateModel(
            name='BatasBaca',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dibaca_sebelum', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibaca sebelum')),
                ('pengguna', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='batas_baca_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'batas baca',
                'verbose_name_plural': 'batas baca',
            },
        ),
        migrations.CreateModel(
            name='Cuti',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mulai', models.DateField(verbose_name='dari tanggal')),
                ('selesai', models.DateField(verbose_name='sampai tanggal')),
                ('kunci_kirim', models.UUIDField(editable=False, null=True, verbose_name='kunci kirim')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cuti', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'cuti',
                'verbose_name_plural': 'cuti',
                'ordering': ['mulai', 'pk'],
                'indexes': [models.Index(fields=['pengguna', 'selesai'], name='cuti_pengguna_selesai')],
                'constraints': [models.CheckConstraint(condition=models.Q(('selesai__gte', models.F('mulai'))), name='cuti_urut'), models.UniqueConstraint(fields=('pengguna', 'kunci_kirim'), name='cuti_sekali_kirim')],
            },
        ),
        migrations.CreateModel(
            name='Draf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.CharField(max_length=40, verbose_name='kunci')),
                ('judul', models.CharField(blank=True, max_length=160, verbose_name='judul')),
                ('sumber', models.TextField(verbose_name='sumber')),
                ('diubah', models.DateTimeField(auto_now=True, verbose_name='diubah')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='draf_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'draf',
                'verbose_name_plural': 'draf',
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'kunci'), name='draf_sekali')],
            },
        ),
        migrations.CreateModel(
            name='DukunganTopik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('pengguna', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='dukungan_topik', to=settings.AUTH_USER_MODEL)),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dukungan', to='forum.topik')),
            ],
            options={
                'verbose_name': 'dukungan topik',
                'verbose_name_plural': 'dukungan topik',
                'constraints': [models.UniqueConstraint(fields=('topik', 'pengguna'), name='dukungan_sekali')],
            },
        ),
        migrations.CreateModel(
            name='JatahLaju',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tindakan', models.CharField(max_length=12, verbose_name='tindakan')),
                ('jendela', models.DateTimeField(verbose_name='awal jendela')),
                ('n', models.PositiveIntegerField(default=0, verbose_name='jumlah')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jatah_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'jatah laju',
                'verbose_name_plural': 'jatah laju',
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'tindakan', 'jendela'), name='jatah_per_jendela')],
            },
        ),
        migrations.CreateModel(
            name='JejakTopik',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kata_kerja', models.CharField(max_length=24, verbose_name='perbuatan')),
                ('nomor', models.PositiveIntegerField(blank=True, null=True, verbose_name='nomor kiriman')),
                ('sebelum', models.CharField(blank=True, max_length=200, verbose_name='sebelum')),
                ('sesudah', models.CharField(blank=True, max_length=200, verbose_name='sesudah')),
                ('alasan', models.CharField(blank=True, max_length=200, verbose_name='alasan')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('pelaku', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='jejak', to='forum.topik')),
            ],
            options={
                'verbose_name': 'jejak topik',
                'verbose_name_plural': 'jejak topik',
                'indexes': [models.Index(fields=['topik', 'id'], name='jejak_topik')],
            },
        ),
        migrations.CreateModel(
            name='Ketersediaan',
            fields=[
                ('pengguna', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='ketersediaan', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('jam', models.JSONField(blank=True, null=True, validators=[forum.models.ketersediaan.periksa_jam], verbose_name='jam mingguan')),
                ('maks_tiket', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='paling banyak tiket sekaligus')),
                ('tampil_bidang', models.BooleanField(default=False, help_text='Orang lain menemukan Anda lewat bidang yang Anda kuasai.', verbose_name='bidang tampil di direktori')),
                ('tidak_bisa_sampai', models.DateTimeField(blank=True, null=True, verbose_name='sedang tidak bisa sampai')),
                ('diubah', models.DateTimeField(auto_now=True, verbose_name='diubah')),
                ('bidang', models.ManyToManyField(blank=True, help_text='Kosong berarti semua bidang.', related_name='ahli', to='modul_pelatihan.bidang', verbose_name='bidang yang dikuasai')),
            ],
            options={
                'verbose_name': 'ketersediaan',
                'verbose_name_plural': 'ketersediaan',
                'constraints': [models.CheckConstraint(condition=models.Q(('maks_tiket__gte', 1), ('maks_tiket__lte', 50)), name='ketersediaan_maks_wajar')],
            },
        ),
        migrations.AddField(
            model_name='topik',
            name='jawaban',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='menjawab', to='forum.kiriman'),
        ),
        migrations.AddField(
            model_name='topik',
            name='kiriman_akhir',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.kiriman'),
        ),
        migrations.AddField(
            model_name='kiriman',
            name='topik',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='kiriman', to='forum.topik'),
        ),
        migrations.CreateModel(
            name='Lampiran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='kunci')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='sidik')),
                ('lebar', models.PositiveIntegerField(verbose_name='lebar')),
                ('tinggi', models.PositiveIntegerField(verbose_name='tinggi')),
                ('ukuran', models.PositiveIntegerField(verbose_name='ukuran')),
                ('mime', models.CharField(max_length=20, verbose_name='jenis')),
                ('berkas', models.FileField(max_length=120, storage=forum.models.lampiran.tempat_pribadi, upload_to='', verbose_name='berkas')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='diunggah')),
                ('kiriman', models.ManyToManyField(blank=True, related_name='lampiran', to='forum.kiriman')),
                ('pengunggah', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lampiran_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'lampiran forum',
                'verbose_name_plural': 'lampiran forum',
                'indexes': [models.Index(fields=['dibuat'], name='lampiran_forum_dibuat')],
                'constraints': [models.UniqueConstraint(fields=('sha256', 'pengunggah'), name='lampiran_forum_sekali')],
            },
        ),
        migrations.CreateModel(
            name='LaporanKiriman',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sebab', models.CharField(choices=[('data_pribadi', 'memuat data pribadi atau kata sandi'), ('kasar', 'kasar atau menyerang orang'), ('iklan', 'iklan atau penipuan'), ('lain', 'hal lain')], max_length=12, verbose_name='sebab')),
                ('alasan', models.CharField(blank=True, max_length=300, verbose_name='keterangan')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('kiriman', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='laporan', to='forum.kiriman')),
                ('pengguna', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='laporan_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'laporan kiriman',
                'verbose_name_plural': 'laporan kiriman',
                'constraints': [models.UniqueConstraint(fields=('kiriman', 'pengguna'), name='laporan_sekali')],
            },
        ),
        migrations.CreateModel(
            name='PilihanSurat',
            fields=[
                ('pengguna', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='pilihan_surat_forum', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('cara', models.CharField(choices=[('sebutan', 'hanya bila saya disebut atau dijawab'), ('langsung', 'setiap kabar yang saya langgani, segera'), ('harian', 'ringkasan setiap hari'), ('mingguan', 'ringkasan setiap Senin'), ('tidak', 'tidak lewat email')], default='sebutan', max_length=8, verbose_name='email forum')),
                ('jam', models.PositiveSmallIntegerField(default=7, verbose_name='jam ringkasan')),
            ],
            options={
                'verbose_name': 'pilihan surat forum',
                'verbose_name_plural': 'pilihan surat forum',
                'indexes': [models.Index(fields=['cara'], name='pilihan_surat_cara')],
                'constraints': [models.CheckConstraint(condition=models.Q(('jam__lte', 23)), name='pilihan_surat_jam_wajar')],
            },
        ),
        migrations.CreateModel(
            name='Reaksi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('membantu', 'membantu')], default='membantu', max_length=10, verbose_name='jenis')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('kiriman', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reaksi', to='forum.kiriman')),
                ('pengguna', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reaksi', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reaksi',
                'verbose_name_plural': 'reaksi',
                'constraints': [models.UniqueConstraint(fields=('kiriman', 'pengguna', 'jenis'), name='reaksi_sekali')],
            },
        ),
        migrations.CreateModel(
            name='RevisiKiriman',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('n', models.PositiveSmallIntegerField(verbose_name='suntingan ke')),
                ('sumber', models.TextField(verbose_name='sumber sebelumnya')),
                ('alasan', models.CharField(blank=True, max_length=200, verbose_name='alasan')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('kiriman', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisi', to='forum.kiriman')),
                ('penyunting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'revisi kiriman',
                'verbose_name_plural': 'revisi kiriman',
                'constraints': [models.UniqueConstraint(fields=('kiriman', 'n'), name='revisi_urut')],
            },
        ),
        migrations.CreateModel(
            name='RingkasanTerkirim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('masa', models.CharField(max_length=10, verbose_name='masa')),
                ('jumlah', models.PositiveSmallIntegerField(default=0, verbose_name='topik')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ringkasan_forum', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'ringkasan terkirim',
                'verbose_name_plural': 'ringkasan terkirim',
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'masa'), name='ringkasan_sekali')],
            },
        ),
        migrations.AddField(
            model_name='topik',
            name='ruang',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topik', to='forum.ruang'),
        ),
        migrations.AddField(
            model_name='ruang',
            name='topik_akhir',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.topik'),
        ),
        migrations.CreateModel(
            name='RuangPengguna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dibaca_sebelum', models.DateTimeField(blank=True, null=True, verbose_name='dibaca sebelum')),
                ('tingkat', models.CharField(blank=True, choices=[('', 'seperti ruangnya'), ('bisu', 'bisukan'), ('biasa', 'biasa'), ('ikuti', 'ikuti'), ('langganan', 'kabari setiap balasan')], default='', max_length=9, verbose_name='tingkat kabar')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ruang_dibaca', to=settings.AUTH_USER_MODEL)),
                ('ruang', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pembaca', to='forum.ruang')),
            ],
            options={
                'verbose_name': 'batas baca ruang',
                'verbose_name_plural': 'batas baca ruang',
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'ruang'), name='batas_ruang_sekali')],
            },
        ),
        migrations.CreateModel(
            name='Simpul',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True, verbose_name='slug')),
                ('nama', models.CharField(max_length=120, verbose_name='nama')),
                ('uraian', models.TextField(blank=True, verbose_name='uraian')),
                ('jenis', models.CharField(choices=[('nasional', 'nasional'), ('provinsi', 'provinsi'), ('kabupaten', 'kabupaten/kota'), ('kelompok', 'kelompok')], max_length=10, verbose_name='jenis')),
                ('keterlihatan', models.CharField(choices=[('publik', 'publik'), ('anggota', 'hanya anggota'), ('rahasia', 'rahasia')], default='publik', max_length=8, verbose_name='keterlihatan')),
                ('cara_gabung', models.CharField(choices=[('terbuka', 'terbuka'), ('disetujui', 'dengan persetujuan'), ('undangan', 'dengan undangan')], default='disetujui', max_length=10, verbose_name='cara gabung')),
                ('jumlah_anggota', models.PositiveIntegerField(default=0, editable=False, verbose_name='jumlah anggota')),
                ('contoh', models.BooleanField(default=False, help_text='Bagian dari dunia contoh.', verbose_name='simpul contoh')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dibuat')),
                ('wilayah', models.ForeignKey(blank=True, help_text='Kosong hanya untuk simpul nasional dan kelompok.', limit_choices_to={'tingkat__in': ['provinsi', 'kabupaten', 'kota']}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='simpul', to='wilayah.wilayah')),
            ],
            options={
                'verbose_name': 'simpul',
                'verbose_name_plural': 'simpul',
                'ordering': ['nama'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('jenis', 'kabupaten')), fields=('wilayah',), name='simpul_satu_per_kabupaten'), models.CheckConstraint(condition=models.Q(('wilayah__isnull', False), ('jenis__in', ['nasional', 'kelompok']), _connector='OR'), name='simpul_berwilayah')],
            },
        ),
        migrations.CreateModel(
            name='Sanksi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('bisukan', 'tidak dapat menulis'), ('tangguhkan', 'ditangguhkan')], max_length=10, verbose_name='jenis')),
                ('alasan', models.CharField(max_length=300, verbose_name='alasan')),
                ('mulai', models.DateTimeField(default=django.utils.timezone.now, verbose_name='mulai')),
                ('sampai', models.DateTimeField(verbose_name='sampai')),
                ('dicabut_pada', models.DateTimeField(blank=True, null=True, verbose_name='dicabut')),
                ('banding', models.CharField(blank=True, max_length=600, verbose_name='keberatan')),
                ('banding_pada', models.DateTimeField(blank=True, null=True, verbose_name='keberatan diajukan')),
                ('putusan', models.CharField(blank=True, max_length=300, verbose_name='jawaban atas keberatan')),
                ('diputus_pada', models.DateTimeField(blank=True, null=True, verbose_name='keberatan diputus')),
                ('diputus_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sanksi_forum', to=settings.AUTH_USER_MODEL)),
                ('simpul', models.ForeignKey(blank=True, help_text='Kosong: seluruh forum.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sanksi', to='forum.simpul')),
            ],
            options={
                'verbose_name': 'sanksi',
                'verbose_name_plural': 'sanksi',
                'indexes': [models.Index(fields=['pengguna', 'sampai'], name='sanksi_pengguna')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sampai__gt', models.F('mulai'))), name='sanksi_berakhir')],
            },
        ),
        migrations.AddField(
            model_name='ruang',
            name='simpul',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ruang', to='forum.simpul', verbose_name='simpul'),
        ),
        migrations.CreateModel(
            name='AnggotaSimpul',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('peran', models.CharField(choices=[('anggota', 'anggota'), ('moderator', 'moderator'), ('koordinator', 'koordinator')], default='anggota', max_length=11, verbose_name='peran')),
                ('keadaan', models.CharField(choices=[('diminta', 'menunggu persetujuan'), ('diundang', 'diundang'), ('aktif', 'aktif'), ('keluar', 'keluar')], default='aktif', max_length=8, verbose_name='keadaan')),
                ('tersedia', models.BooleanField(default=True, verbose_name='bersedia menerima tiket')),
                ('tampil_publik', models.BooleanField(default=False, help_text='Tanpa ini hanya sesama anggota yang melihat nama Anda.', verbose_name='nama tampil untuk umum')),
                ('mewakili', models.CharField(blank=True, help_text='Instansi atau lembaga, misalnya Dinas PMD Kabupaten.', max_length=80, verbose_name='mewakili')),
                ('sejak', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='sejak')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keanggotaan', to=settings.AUTH_USER_MODEL)),
                ('pengundang', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('simpul', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keanggotaan', to='forum.simpul')),
            ],
            options={
                'verbose_name': 'anggota simpul',
                'verbose_name_plural': 'anggota simpul',
                'indexes': [models.Index(fields=['pengguna', 'keadaan'], name='anggota_pengguna_keadaan'), models.Index(fields=['simpul', 'keadaan', 'sejak'], name='anggota_simpul_keadaan')],
                'constraints': [models.UniqueConstraint(fields=('simpul', 'pengguna'), name='anggota_sekali_per_simpul')],
            },
        ),
        migrations.CreateModel(
            name='SimpulPengguna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tingkat', models.CharField(blank=True, choices=[('', 'seperti ruangnya'), ('bisu', 'bisukan'), ('biasa', 'biasa'), ('ikuti', 'ikuti'), ('langganan', 'kabari setiap balasan')], default='', max_length=9, verbose_name='tingkat kabar')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='simpul_diikuti', to=settings.AUTH_USER_MODEL)),
                ('simpul', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pengikut', to='forum.simpul')),
            ],
            options={
                'verbose_name': 'tingkat kabar simpul',
                'verbose_name_plural': 'tingkat kabar simpul',
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'simpul'), name='tingkat_simpul_sekali')],
            },
        ),
        migrations.CreateModel(
            name='Tinjauan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sebab', models.CharField(choices=[('laporan', 'dilaporkan anggota'), ('data_pribadi', 'data pribadi disamarkan otomatis'), ('kata', 'ditahan: memuat kata terlarang'), ('pertama', 'ditahan: tautan dari akun baru')], max_length=12, verbose_name='sebab')),
                ('skor', models.PositiveSmallIntegerField(default=1, verbose_name='skor')),
                ('keadaan', models.CharField(choices=[('terbuka', 'menunggu'), ('dibiarkan', 'dibiarkan tampil'), ('disembunyikan', 'disembunyikan')], default='terbuka', max_length=13, verbose_name='keadaan')),
                ('diputus_pada', models.DateTimeField(blank=True, null=True, verbose_name='diputus pada')),
                ('alasan', models.CharField(blank=True, max_length=200, verbose_name='alasan')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('diputus_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kiriman', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tinjauan', to='forum.kiriman')),
            ],
            options={
                'verbose_name': 'tinjauan',
                'verbose_name_plural': 'tinjauan',
                'indexes': [models.Index(models.OrderBy(models.F('skor'), descending=True), models.F('id'), condition=models.Q(('keadaan', 'terbuka')), name='tinjauan_antrean')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('keadaan', 'terbuka')), fields=('kiriman',), name='tinjauan_satu_terbuka')],
            },
        ),
        migrations.CreateModel(
            name='TopikBidang',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bidang', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tanda_topik', to='modul_pelatihan.bidang')),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tanda_bidang', to='forum.topik')),
            ],
            options={
                'verbose_name': 'bidang topik',
                'verbose_name_plural': 'bidang topik',
                'indexes': [models.Index(fields=['bidang', 'topik'], name='bidang_topik')],
                'constraints': [models.UniqueConstraint(fields=('topik', 'bidang'), name='topik_bidang_sekali')],
            },
        ),
        migrations.AddField(
            model_name='topik',
            name='bidang',
            field=models.ManyToManyField(related_name='topik', through='forum.TopikBidang', to='modul_pelatihan.bidang'),
        ),
        migrations.CreateModel(
            name='TopikPelajaran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pelajaran', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tanda_topik', to='modul_pelatihan.pelajaranpage')),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tanda_pelajaran', to='forum.topik')),
            ],
            options={
                'verbose_name': 'pelajaran topik',
                'verbose_name_plural': 'pelajaran topik',
                'indexes': [models.Index(fields=['pelajaran', 'topik'], name='pelajaran_topik')],
                'constraints': [models.UniqueConstraint(fields=('topik', 'pelajaran'), name='topik_pelajaran_sekali')],
            },
        ),
        migrations.CreateModel(
            name='TopikPengguna',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('terakhir_dibaca', models.PositiveIntegerField(default=0, verbose_name='nomor terakhir dibaca')),
                ('tingkat', models.CharField(blank=True, choices=[('', 'seperti ruangnya'), ('bisu', 'bisukan'), ('biasa', 'biasa'), ('ikuti', 'ikuti'), ('langganan', 'kabari setiap balasan')], default='', max_length=9, verbose_name='tingkat kabar')),
                ('nomor_dikabari', models.PositiveIntegerField(default=0, verbose_name='nomor terakhir dikabarkan')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topik_dibaca', to=settings.AUTH_USER_MODEL)),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pembaca', to='forum.topik')),
            ],
            options={
                'verbose_name': 'tanda baca topik',
                'verbose_name_plural': 'tanda baca topik',
                'indexes': [models.Index(condition=models.Q(('tingkat__in', ['ikuti', 'langganan'])), fields=['topik', 'tingkat'], name='topik_pengikut')],
                'constraints': [models.UniqueConstraint(fields=('pengguna', 'topik'), name='tanda_baca_sekali')],
            },
        ),
        migrations.CreateModel(
            name='TopikWilayah',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topik', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tanda_wilayah', to='forum.topik')),
                ('wilayah', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tanda_topik', to='wilayah.wilayah')),
            ],
            options={
                'verbose_name': 'wilayah topik',
                'verbose_name_plural': 'wilayah topik',
                'indexes': [models.Index(fields=['wilayah', 'topik'], name='wilayah_topik')],
                'constraints': [models.UniqueConstraint(fields=('topik', 'wilayah'), name='topik_wilayah_sekali')],
            },
        ),
        migrations.AddField(
            model_name='topik',
            name='wilayah',
            field=models.ManyToManyField(related_name='topik', through='forum.TopikWilayah', to='wilayah.wilayah'),
        ),
        migrations.CreateModel(
            name='Kehadiran',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jawaban', models.CharField(choices=[('hadir', 'hadir'), ('mungkin', 'mungkin'), ('tidak', 'tidak hadir')], max_length=7, verbose_name='jawaban')),
                ('tamu', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(5)], verbose_name='membawa orang')),
                ('antre', models.BooleanField(default=False, verbose_name='mengantre kursi')),
                ('antre_sejak', models.DateTimeField(blank=True, null=True, verbose_name='mengantre sejak')),
                ('hadir', models.BooleanField(blank=True, null=True, verbose_name='datang')),
                ('dijawab', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dijawab')),
                ('pengguna', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kehadiran_acara', to=settings.AUTH_USER_MODEL)),
                ('acara', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kehadiran', to='forum.acara')),
            ],
            options={
                'verbose_name': 'kehadiran acara',
                'verbose_name_plural': 'kehadiran acara',
                'indexes': [models.Index(fields=['acara', 'jawaban', 'antre', 'antre_sejak'], name='kehadiran_acara_antrean')],
                'constraints': [models.UniqueConstraint(fields=('acara', 'pengguna'), name='kehadiran_acara_sekali'), models.CheckConstraint(condition=models.Q(('tamu__lte', 5)), name='kehadiran_acara_tamu_wajar'), models.CheckConstraint(condition=models.Q(('antre', False), ('jawaban', 'hadir'), _connector='OR'), name='kehadiran_acara_antre')],
            },
        ),
        migrations.AddField(
            model_name='acara',
            name='notulen',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.kiriman', verbose_name='catatan acara'),
        ),
        migrations.CreateModel(
            name='SuaraJajak',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('maks', models.PositiveSmallIntegerField(default=1, verbose_name='pilihan per orang')),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dibuat')),
                ('pengguna', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='suara_jajak', to=settings.AUTH_USER_MODEL)),
                ('pilihan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suara', to='forum.pilihanjajak')),
                ('jajak', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suara', to='forum.jajak')),
            ],
            options={
                'verbose_name': 'suara jajak',
                'verbose_name_plural': 'suara jajak',
                'constraints': [models.UniqueConstraint(fields=('pilihan', 'pengguna'), name='suara_sekali_per_pilihan'), models.UniqueConstraint(condition=models.Q(('maks', 1)), fields=('jajak', 'pengguna'), name='suara_tunggal_per_jajak')],
            },
        ),
        migrations.AddField(
            model_name='pilihanjajak',
            name='jajak',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pilihan', to='forum.jajak'),
        ),
        migrations.AddField(
            model_name='usulan',
            name='digabung_ke',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='gabungan', to='forum.usulan', verbose_name='digabung ke'),
        ),
        migrations.AddIndex(
            model_name='kiriman',
            index=models.Index(models.F('penulis'), models.OrderBy(models.F('dibuat'), descending=True), name='kiriman_penulis'),
        ),
        migrations.AddIndex(
            model_name='kiriman',
            index=models.Index(models.F('keadaan'), condition=models.Q(('keadaan', 0), _negated=True), name='kiriman_tak_tampil'),
        ),
        migrations.AddIndex(
            model_name='kiriman',
            index=models.Index(models.F('versi_perender'), name='kiriman_versi'),
        ),
        migrations.AddIndex(
            model_name='kiriman',
            index=models.Index(models.F('pindah_ke'), condition=models.Q(('pindah_ke__isnull', False)), name='kiriman_pindah'),
        ),
        migrations.AddIndex(
            model_name='kiriman',
            index=models.Index(models.F('dihapus_oleh'), condition=models.Q(('dihapus_oleh__isnull', False)), name='kiriman_dihapus_oleh'),
        ),
        migrations.AddConstraint(
            model_name='kiriman',
            constraint=models.UniqueConstraint(fields=('topik', 'nomor'), name='kiriman_nomor_per_topik'),
        ),
        migrations.AddConstraint(
            model_name='kiriman',
            constraint=models.UniqueConstraint(condition=models.Q(('kunci_kirim__isnull', False)), fields=('penulis', 'kunci_kirim'), name='kiriman_sekali_kirim'),
        ),
        migrations.AddConstraint(
            model_name='kiriman',
            constraint=models.CheckConstraint(condition=models.Q(('nomor__gte', 1)), name='kiriman_nomor_dari_satu'),
        ),
        migrations.AddConstraint(
            model_name='ruang',
            constraint=models.UniqueConstraint(fields=('simpul', 'slug'), name='ruang_slug_per_simpul'),
        ),
        migrations.AddIndex(
            model_name='topik',
            index=models.Index(models.F('ruang'), models.OrderBy(models.F('dibalas_pada'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('keadaan', 0)), name='topik_ruang'),
        ),
        migrations.AddIndex(
            model_name='topik',
            index=models.Index(models.OrderBy(models.F('dibalas_pada'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('keadaan', 0)), name='topik_terbaru'),
        ),
        migrations.AddIndex(
            model_name='topik',
            index=models.Index(models.F('jenis'), models.OrderBy(models.F('dibalas_pada'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('jawaban__isnull', True), ('keadaan', 0)), name='topik_belum_terjawab'),
        ),
        migrations.AddIndex(
            model_name='topik',
            index=models.Index(models.F('penulis'), models.OrderBy(models.F('dibalas_pada'), descending=True), models.OrderBy(models.F('id'), descending=True), name='topik_penulis'),
        ),
        migrations.AddIndex(
            model_name='topik',
            index=models.Index(models.F('ruang'), condition=models.Q(('disematkan_sampai__isnull', False)), name='topik_disematkan'),
        ),
        migrations.AddConstraint(
            model_name='topik',
            constraint=models.CheckConstraint(condition=models.Q(('jumlah_kiriman__lte', models.F('nomor_tertinggi'))), name='topik_jumlah_dalam_nomor'),
        ),
        migrations.AddConstraint(
            model_name='topik',
            constraint=models.CheckConstraint(condition=models.Q(('nomor_akhir__lte', models.F('nomor_tertinggi'))), name='topik_akhir_dalam_nomor'),
        ),
        migrations.AddConstraint(
            model_name='topik',
            constraint=models.CheckConstraint(condition=models.Q(('jawaban__isnull', True), ('jenis', 'tanya'), _connector='OR'), name='topik_hanya_tanya_terjawab'),
        ),
        migrations.AddIndex(
            model_name='acara',
            index=models.Index(fields=['mulai'], name='acara_mulai'),
        ),
        migrations.AddConstraint(
            model_name='acara',
            constraint=models.CheckConstraint(condition=models.Q(('selesai__gt', models.F('mulai'))), name='acara_urut'),
        ),
        migrations.AddConstraint(
            model_name='acara',
            constraint=models.CheckConstraint(condition=models.Q(('kapasitas__isnull', True), ('kapasitas__gte', 1), _connector='OR'), name='acara_kapasitas_wajar'),
        ),
        migrations.AddConstraint(
            model_name='pilihanjajak',
            constraint=models.UniqueConstraint(fields=('jajak', 'urutan'), name='pilihan_jajak_urut'),
        ),
        migrations.AddIndex(
            model_name='usulan',
            index=models.Index(fields=['status'], name='usulan_status'),
        ),
        migrations.AddConstraint(
            model_name='usulan',
            constraint=models.CheckConstraint(condition=models.Q(('digabung_ke__isnull', True), models.Q(('digabung_ke', models.F('topik')), _negated=True), _connector='OR'), name='usulan_bukan_ke_dirinya'),
        ),
        ]),
    ]
