# Panggilan dapat ditutup lebih awal; bukti pemakaian berfoto; keadaan aparatur; keputusan seleksi juga tidak terhapus.

import django.db.models.deletion
import replikasi.models.klaim
import uuid
from django.conf import settings
from django.db import migrations, models

from replikasi.pemicu import pasang_beku


class Migration(migrations.Migration):

    dependencies = [
        ("replikasi", "0002_indeks_lapor_terakhir_dan_percobaan_impor"),
        ('wilayah', '0005_kontak_dihapus_atas_permintaan'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='adopsipraktik',
            name='berkas',
            field=models.FileField(blank=True, max_length=120, storage=replikasi.models.klaim.lemari_pribadi, upload_to=replikasi.models.klaim.tempat_bukti, verbose_name='foto atau PDF'),
        ),
        migrations.AddField(
            model_name='adopsipraktik',
            name='nama_asli',
            field=models.CharField(blank=True, max_length=120, verbose_name='nama berkas'),
        ),
        migrations.AddField(
            model_name='panggilan',
            name='ditutup_pada',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ditutup lebih awal'),
        ),
        migrations.CreateModel(
            name='PemeriksaanAparatur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kunci', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='kunci kirim')),
                ('dibuat', models.DateTimeField(auto_now_add=True, verbose_name='dicatat')),
                ('contoh', models.BooleanField(default=False, verbose_name='data contoh')),
                ('fase', models.CharField(choices=[('sebelum', 'sebelum OpenSID'), ('sesudah', 'sesudah OpenSID')], max_length=7, verbose_name='fase')),
                ('tanggal', models.DateField(verbose_name='tanggal')),
                ('aparatur', models.PositiveSmallIntegerField(verbose_name='aparatur di kantor')),
                ('dilatih', models.PositiveSmallIntegerField(verbose_name='pernah dilatih')),
                ('mampu', models.PositiveSmallIntegerField(verbose_name='bekerja sendiri tanpa dipandu')),
                ('komputer', models.PositiveSmallIntegerField(verbose_name='komputer layak pakai')),
                ('bantuan', models.PositiveSmallIntegerField(verbose_name='kali meminta bantuan dari luar, sebulan terakhir')),
                ('oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('wilayah', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pemeriksaan_aparatur', to='wilayah.wilayah')),
            ],
            options={
                'verbose_name': 'pemeriksaan aparatur',
                'verbose_name_plural': 'pemeriksaan aparatur',
                'ordering': ['tanggal', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('aparatur__gte', 1), ('dilatih__lte', models.F('aparatur')), ('mampu__lte', models.F('aparatur'))), name='aparatur_masuk_akal')],
            },
        ),
        migrations.RunPython(pasang_beku, migrations.RunPython.noop),
    ]
