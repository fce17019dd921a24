"""The texts of all letters, as this agency's letters read today."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.agencies.policies import may
from gongkai.agencies.queries import readable_agency, standing_on
from gongkai.casework.ledgers import WORDINGS
from gongkai.casework.models import LetterWording
from gongkai.letters.loader import LETTERS, TextError
from gongkai.letters.model import LetterText, To
from gongkai.letters.rewording import Wording, names_in, reworded, wordings_of
from gongkai.web.requests import StaffRequest

_TEXTS = {f"{text.code}-{text.regime}": text for text in LETTERS if text.to is not To.FILE}


@require_safe
def letter_texts(request: StaffRequest, code: str) -> HttpResponse:
    """One letter's texts, each with the agency's own words if it has some; a list of all."""
    agency = readable_agency(request.user, code)
    key = request.GET.get("letter", next(iter(_TEXTS)))
    if key not in _TEXTS:
        raise Http404("没有这种文书，请从列表中选择。")
    text = _TEXTS[key]
    own = agency.letter_wordings.filter(
        standing_on(timezone.localdate()), kind=text.code, regime=text.regime
    )
    records = {row.field: row for row in own.order_by("since", "pk")}
    now, fault = _worded(text, records)
    context = {
        "agency": agency,
        "choices": [(one, f"{row.code} {row.title}", row.regime) for one, row in _TEXTS.items()],
        "chosen": key,
        "text": text,
        "rows": [(row, records.get(row.key), _entry(text, row)) for row in wordings_of(now)],
        "names": sorted(names_in(text).values()),
        "fault": fault,
        "may_word": may(request.user, WORDINGS.entering, agency),
    }
    return render(request, "desk/letter_texts.html", context)


def _worded(text: LetterText, records: dict[str, LetterWording]) -> tuple[LetterText, str]:
    try:
        now = text
        for row in records.values():
            now = reworded(now, row.field, row.text)
    except TextError as fault:
        return text, f"本机关的用语与文书不符，请在“文书用语”台账中更正：{fault}"
    return now, ""


def _entry(text: LetterText, row: Wording) -> str:
    """The query that fills in the form for words of one's own."""
    values = {"kind": text.code, "regime": text.regime, "field": row.key}
    shown = {
        name: column.kind.show(value)
        for name, value in values.items()
        if (column := WORDINGS.column(name))
    }
    return urlencode(shown | {"text": row.words})
