"""All addresses: the public portal at the root, the staff's desk under /desk/."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.web.urls")),
    path("desk/", include("gongkai.desk.urls")),
    path("", include("gongkai.portal.urls")),
]
