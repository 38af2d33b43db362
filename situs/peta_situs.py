"""Peta situs untuk mesin pencari: hanya yang terbuka bagi siapa pun, lewat himpunan `terlihat` yang sama."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from wagtail.models import Page

from forum.models import Topik


class PetaKita(Sitemap):
    """Nama host dari SITE_URL, bukan dari permintaan: kepala Host palsu tidak masuk ke peta."""

    limit = 2000

    def get_domain(self, site=None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol=None) -> str:
        return urlsplit(settings.SITE_URL).scheme


class PetaTetap(PetaKita):
    def items(self) -> list[str]:
        return ["/", "/tentang/", "/privasi/", "/bantuan/", "/forum/", "/replikasi/"]

    def location(self, item: str) -> str:
        return item


class PetaHalaman(PetaKita):
    """Halaman Wagtail yang tayang dan tidak dibatasi; akar situs sudah ada di peta tetap."""

    def items(self):
        return Page.objects.live().public().filter(depth__gt=2).order_by("pk")

    def location(self, item: Page) -> str:
        return item.get_url() or "/"

    def lastmod(self, item: Page):
        return item.last_published_at


class PetaTopik(PetaKita):
    def items(self):
        return Topik.objects.terlihat(oleh=AnonymousUser()).order_by("pk")

    def lastmod(self, item: Topik):
        return item.dibalas_pada


PETA = {"tetap": PetaTetap, "halaman": PetaHalaman, "topik": PetaTopik}
