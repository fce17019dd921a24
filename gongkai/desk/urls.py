"""Staff pages under /desk/."""

from django.urls import path

from gongkai.desk.case_urls import CASES
from gongkai.desk.decision_urls import DECISIONS
from gongkai.desk.draft_urls import DRAFTS
from gongkai.desk.follow_up_urls import FOLLOW_UP
from gongkai.desk.item_steps import STEPS
from gongkai.desk.letter_urls import LETTERS
from gongkai.desk.record_urls import RECORDS
from gongkai.desk.review_urls import REVIEWING
from gongkai.desk.upkeep_urls import UPKEEP
from gongkai.desk.views import (
    accounts,
    agencies,
    calendar,
    error_reports,
    exchange,
    figures,
    finding,
    home,
    items,
    records,
    reminder_mail,
    report_steps,
    reports,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("permissions/", home.permissions, name="permissions"),
    path("parts/", home.parts, name="parts"),
    path("password/", accounts.password, name="password"),
    path("reminders/", reminder_mail.reminder_mail, name="reminder-mail"),
    path("agencies/", agencies.tree, name="agencies"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/notices/<int:pk>/", calendar.notice, name="calendar-notice"),
    path("calendar/<slug:scope>/entry/", calendar.entry, name="calendar-entry"),
    path("templates/<slug:key>/", exchange.template, name="template"),
    path("<slug:code>/", home.agency, name="agency"),
    path("<slug:code>/find/", finding.find, name="find"),
    path("<slug:code>/structure/", agencies.structure, name="structure"),
    path("<slug:code>/structure/<slug:kind>/", agencies.change, name="agency-change"),
    path("<slug:code>/accounts/", accounts.accounts, name="accounts"),
    path("<slug:code>/accounts/opening/", accounts.opening, name="account-opening"),
    path("<slug:code>/accounts/grant/", accounts.grant, name="account-grant"),
    path("<slug:code>/accounts/<int:pk>/", accounts.account, name="account"),
    path("<slug:code>/accounts/<int:pk>/roles/", accounts.roles, name="account-roles"),
    path("<slug:code>/accounts/<int:pk>/person/", accounts.person, name="account-person"),
    path("<slug:code>/accounts/<int:pk>/password/", accounts.reset, name="account-password"),
    path("<slug:code>/accounts/<int:pk>/closure/", accounts.closure, name="account-closure"),
    path("<slug:code>/accounts/<int:pk>/reopening/", accounts.reopening, name="account-reopening"),
    path(
        "<slug:code>/accounts/<int:pk>/roles/<int:grant_pk>/revocation/",
        accounts.revocation,
        name="account-revocation",
    ),
    path("<slug:code>/imports/", exchange.imports, name="imports"),
    path("<slug:code>/imports/<slug:key>/", exchange.import_run, name="import-run"),
    path(
        "<slug:code>/uploads/<slug:key>/confirmation/",
        exchange.import_confirmation,
        name="import-confirmation",
    ),
    path("<slug:code>/exports/<slug:key>/", exchange.export, name="export"),
    *FOLLOW_UP,
    *CASES,
    *LETTERS,
    *DECISIONS,
    *RECORDS,
    path("<slug:code>/error-reports/", error_reports.error_reports, name="error-reports"),
    path("<slug:code>/error-reports/<int:pk>/", error_reports.answer, name="error-report"),
    path("<slug:code>/reports/", reports.reports, name="reports"),
    path("<slug:code>/reports/<int:year>/", reports.report, name="report"),
    path("<slug:code>/reports/<int:year>/files/<slug:kind>/", reports.download, name="report-file"),
    path(
        "<slug:code>/reports/<int:year>/texts/<slug:paragraph>/", reports.text, name="report-text"
    ),
    path("<slug:code>/reports/<int:year>/check/", report_steps.check, name="report-check"),
    path("<slug:code>/reports/<int:year>/review/", report_steps.review, name="report-review"),
    path(
        "<slug:code>/reports/<int:year>/findings/<slug:key>/decision/",
        report_steps.decision,
        name="report-finding-decision",
    ),
    path("<slug:code>/reports/<int:year>/approval/", report_steps.approval, name="report-approval"),
    path("<slug:code>/reports/<int:year>/return/", report_steps.return_, name="report-return"),
    path(
        "<slug:code>/reports/<int:year>/publication/",
        report_steps.publication,
        name="report-publication",
    ),
    path("<slug:code>/figures/<str:key>/", figures.figure, name="figure"),
    *UPKEEP,
    path("<slug:code>/items/", items.items, name="items"),
    *DRAFTS,
    *REVIEWING,
    path("<slug:code>/items/<int:pk>/", items.item, name="item"),
    *(
        path(f"<slug:code>/items/<int:pk>/{noun}/", items.step, {"noun": noun}, name=f"item-{noun}")
        for noun in STEPS
    ),
    path("<slug:code>/ledgers/<slug:key>/", records.records, name="records"),
    path("<slug:code>/ledgers/<slug:key>/entry/", records.entry, name="entry"),
    path("<slug:code>/ledgers/<slug:key>/<int:pk>/", records.record, name="record"),
    path("<slug:code>/ledgers/<slug:key>/<int:pk>/amendment/", records.amendment, name="amendment"),
]
