"""Di bawah /meja/, sebelum rute django-helpdesk: alamat lama yang kita jawab sendiri, dan halaman orang.

Pustaka membalik `admin:akun_pengguna_change` pada halaman tiketnya; ruang nama `admin` ini menggantikan admin Django,
yang sengaja tidak dipasang (domain stack.md 3).
"""

from django.urls import include, path

from .views import pustaka

urlpatterns = [
    path("", pustaka.ke_beranda),
    path("dashboard/", pustaka.ke_antrean),
    path("view/", pustaka.ke_tiket_umum),
    path("tickets/", pustaka.ke_antrean),
    path("tickets/submit/", pustaka.ke_tiket_baru),
    path("tickets/my-tickets/", pustaka.ke_tiket_saya),
    path("tickets/<int:pk>/", pustaka.ke_tiket),
    path("orang/", include(([path("<int:object_id>/", pustaka.orang, name="akun_pengguna_change")], "admin"))),
]
