from django.http import HttpResponse
from django.urls import path

app_name = "forum"
urlpatterns = [
    path("orang/<int:pk>/", lambda r, pk: HttpResponse(), name="orang"),
    path("t/<int:pk>-<slug:slug>/", lambda r, pk, slug: HttpResponse(), name="topik"),
    path("<slug:slug>/anggota/", lambda r, slug: HttpResponse(), name="anggota"),
    path("<slug:slug>/", lambda r, slug: HttpResponse(), name="simpul"),
]
