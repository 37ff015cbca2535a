from django.http import HttpResponse
from django.urls import path

from posts import views

urlpatterns = [
    path("", views.index, name="index"),
    path("posts", views.create, name="create"),
    path("health", lambda request: HttpResponse("ok")),
]
