"""How an agency numbers its letters, and from which day on."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.models import Numbering
from gongkai.ledgers import records
from gongkai.letters.loader import SERIES
from gongkai.letters.numbers import NumberTemplate


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberingEntry:
    """The rule of one series; without a series, of all that have none, in their usual words."""

    series: str = ""
    agency_code: str
    word: str = ""
    since: date


@transaction.atomic
def adopt_numbering(agency: Agency, entry: NumberingEntry, *, acting: Acting) -> Numbering:
    """Set how letters are numbered from a day on; a running series goes on counting.

    Raises: NotAllowed.
    Source: GB/T 9704-2012 7.2.5.
    """
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    permit(acting.by, Action.NUMBERING_ADOPT, agency)
    numbering = Numbering(agency=agency, **asdict(entry))
    _check(numbering)
    return records.enter(numbering, action=Action.NUMBERING_ADOPT, acting=acting)


@transaction.atomic
def amend_numbering(
    numbering_id: int, entry: NumberingEntry, *, reason: str, acting: Acting
) -> Numbering:
    """Correct a rule; letters that are signed keep their numbers.

    Raises: NotAllowed.
    """
    numbering = (
        Numbering.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=numbering_id)
    )
    permit(acting.by, Action.NUMBERING_AMEND, numbering.agency)
    _check(Numbering(pk=numbering.pk, agency=numbering.agency, **asdict(entry)))
    return records.amend(
        numbering, asdict(entry), reason=reason, action=Action.NUMBERING_AMEND, acting=acting
    )


def _check(numbering: Numbering) -> None:
    """Two series never share their words: a number names one letter."""
    if not numbering.series and numbering.word:
        raise NotAllowed("用于全部系列的规则不写系列字，各系列用通常的字。", field="word")
    words = _words(numbering)
    for template in words.values():
        try:
            NumberTemplate(*template)
        except ValueError as fault:
            raise NotAllowed(str(fault), field="agency_code") from None
    others = Numbering.objects.filter(agency=numbering.agency_id).exclude(pk=numbering.pk)
    for other in others:
        for series, template in _words(other).items():
            if "".join(template) in {"".join(t) for s, t in words.items() if s != series}:
                raise NotAllowed(
                    f"“{''.join(template)}”已用于另一系列的文书，文号会重复，请换一个系列字。",
                    field="word",
                )


def _words(numbering: Numbering) -> dict[str, tuple[str, str]]:
    """The code and the word of each series that a rule is about."""
    names = [numbering.series] if numbering.series else list(SERIES)
    return {name: (numbering.agency_code, numbering.word or SERIES.get(name, "")) for name in names}
