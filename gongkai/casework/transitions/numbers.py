"""The next number of a series of letters: one after another in a year, without gaps."""

from datetime import date

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.casework.kinds import text_of
from gongkai.casework.models import Letter, Numbering, SeriesYear
from gongkai.letters.loader import SERIES
from gongkai.letters.numbers import NumberTemplate


def take_number(letter: Letter, *, on: date) -> None:
    """Give the letter the next serial; the series stays locked until the letter is signed.

    Who fails after this gives the serial back with everything else.

    Raises: NotAllowed, where the agency has no rule for the series.
    Source: GB/T 9704-2012 7.2.5.
    """
    agency = letter.subject.agency
    series = text_of(letter.kind, letter.subject.received_on).series
    template = template_on(agency, series, on=on)
    SeriesYear.objects.get_or_create(agency=agency, series=series, year=on.year)
    locked = SeriesYear.objects.select_for_update().get(agency=agency, series=series, year=on.year)
    locked.last_serial += 1
    locked.save(update_fields=["last_serial"])
    letter.series_year = locked
    letter.serial = locked.last_serial
    letter.number = template.render(on.year, locked.last_serial)


def template_on(agency: Agency, series: str, *, on: date) -> NumberTemplate:
    """How the agency numbers a series on a day: its own rule, else the rule for all series.

    Raises: NotAllowed.
    """
    rules = Numbering.objects.filter(agency=agency, since__lte=on, series__in=("", series))
    found = {rule.series: rule for rule in rules.order_by("since", "pk")}  # the latest of each
    rule = found.get(series) or found.get("")
    if rule is None:
        raise NotAllowed(
            f"本机关还没有登记“{SERIES[series]}”字文书的文号规则，请先在“文号规则”台账中登记。"
        )
    return NumberTemplate(rule.agency_code, rule.word or SERIES[series])
