"""What belongs to every page, and signing in and out."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path

from gongkai.web import views
from gongkai.web.sign_in import SignIn

urlpatterns = [
    path("look/", views.look, name="look"),
    path("desk/login/", login_not_required(SignIn.as_view()), name="login"),
    path("desk/logout/", LogoutView.as_view(), name="logout"),
]
