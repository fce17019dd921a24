"""Builders of remedies."""

from datetime import date
from typing import Any

from gongkai.remedies.transitions import ReconsiderationEntry, file_reconsideration
from tests.applications.build import answered, received
from tests.build import Town


def remedy_record(town: Town) -> dict[str, Any]:
    """What the address of a lost case needs: the county orders a new answer."""
    application = received(town)
    answered(town, application, date(2018, 2, 9))
    entry = ReconsiderationEntry(
        number="清府复〔2018〕1号",
        application=application.number,
        filed_on=date(2018, 2, 12),
        authority="清水县人民政府",
        result="corrected",
        decided_on=date(2018, 2, 27),
        orders_new_answer=True,
    )
    case = file_reconsideration(town.agency, entry, acting=town.acting("li", date(2018, 2, 28)))
    return {
        "code": "qingshan",
        "pk": application.pk,
        "register": "reconsiderations",
        "remedy": case.pk,
    }
