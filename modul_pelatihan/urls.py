from django.urls import path

from . import views

app_name = "modul_pelatihan"
urlpatterns = [
    path("saya/", views.saya, name="saya"),
    path("pelajaran/<uuid:uuid>/selesai/", views.selesai, name="selesai"),
]
