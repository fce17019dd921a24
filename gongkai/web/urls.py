"""What belongs to every page."""

from django.urls import path

from gongkai.web import views

urlpatterns = [
    path("look/", views.look, name="look"),
]
