"""`siapkan` menyesuaikan alamat situs, dan aman diulang."""

from django.contrib.sites.models import Site
from django.test import TestCase, override_settings
from wagtail.models import Page
from wagtail.models import Site as SitusWagtail

from situs.management.commands.siapkan import sesuaikan_alamat


class AlamatSitus(TestCase):
    @override_settings(SITE_URL="https://bantuan.contoh.example")
    def test_alamat_wagtail_dan_surat_mengikuti_site_url(self):
        for _ in range(2):
            sesuaikan_alamat()
        situs = SitusWagtail.objects.get(is_default_site=True)
        self.assertEqual((situs.hostname, situs.port), ("bantuan.contoh.example", 443))
        self.assertEqual(Site.objects.get(pk=1).domain, "bantuan.contoh.example")
        belajar = Page.objects.get(slug="belajar")
        self.assertEqual(belajar.full_url, "https://bantuan.contoh.example/belajar/")
