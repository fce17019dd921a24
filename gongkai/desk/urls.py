"""Staff pages under /desk/."""

from django.urls import path

from gongkai.desk.views import exchange, home, records

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("permissions/", home.permissions, name="permissions"),
    path("templates/<slug:key>/", exchange.template, name="template"),
    path("<slug:code>/", home.agency, name="agency"),
    path("<slug:code>/imports/", exchange.imports, name="imports"),
    path("<slug:code>/imports/<slug:key>/", exchange.import_run, name="import-run"),
    path(
        "<slug:code>/uploads/<slug:key>/confirmation/",
        exchange.import_confirmation,
        name="import-confirmation",
    ),
    path("<slug:code>/exports/<slug:key>/", exchange.export, name="export"),
    path("<slug:code>/ledgers/<slug:key>/", records.records, name="records"),
    path("<slug:code>/ledgers/<slug:key>/entry/", records.entry, name="entry"),
    path("<slug:code>/ledgers/<slug:key>/<int:pk>/", records.record, name="record"),
    path("<slug:code>/ledgers/<slug:key>/<int:pk>/amendment/", records.amendment, name="amendment"),
]
