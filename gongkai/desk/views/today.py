"""The first page of the day: what waits, what came back, what is overdue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.agencies.policies import may, may_read
from gongkai.agencies.queries import catalog_readable_agency
from gongkai.audit.actions import Action
from gongkai.calendars.queries import calendar
from gongkai.desk.tasks import Viewer
from gongkai.desk.today import today_of
from gongkai.web.requests import StaffRequest

_SHOWN = 50


@require_safe
def today(request: StaffRequest, code: str) -> HttpResponse:
    """Four lists, the most urgent first; the next act is the button in the row."""
    agency = catalog_readable_agency(request.user, code)
    day = timezone.localdate()
    found = today_of(Viewer(request.user, agency, day, calendar()))
    lists = [
        ("waiting", "等我办理", found.waiting, "现在没有等您办理的事项。"),
        ("returned", "退回给我的", found.returned, "没有退回或者到期需要您复核的信息。"),
        ("overdue", "本机关逾期的", found.overdue, "本机关没有其他逾期的事项。"),
        ("reminded", "提醒我的申请期限", found.reminded, "没有其他临近或者已过的期限。"),
    ]
    context = {
        "agency": agency,
        "day": day,
        "lists": [
            (key, title, tasks[:_SHOWN], len(tasks), sentence)
            for key, title, tasks, sentence in lists
        ],
        "may_draft": may(request.user, Action.ITEM_DRAFT, agency),
        "reads_all": may_read(request.user, agency),
    }
    return render(request, "desk/today.html", context)
