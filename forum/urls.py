from django.http import HttpResponse
from django.urls import path

app_name = "forum"
urlpatterns = [path("orang/<int:pk>/", lambda r, pk: HttpResponse(), name="orang")]
