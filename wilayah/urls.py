from django.urls import path

from . import views

app_name = "wilayah"
urlpatterns = [
    path("cari/", views.cari, name="cari"),
    path("anak/", views.anak, name="anak"),
    path("pilih/", views.pilih, name="pilih"),
]
