"""An agency's own words in its letters, from one day on."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.casework.models import LetterWording
from gongkai.ledgers import records
from gongkai.letters.loader import LETTERS, TextError
from gongkai.letters.model import LetterText
from gongkai.letters.rewording import reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingEntry:
    """Words for one text of one letter under one regime; `field` is its key (`wordings_of`)."""

    kind: str
    regime: str
    field: str
    text: str
    since: date
    until: date | None = None


@transaction.atomic
def adopt_wording(agency: Agency, entry: WordingEntry, *, acting: Acting) -> LetterWording:
    """Have letters signed from a day on say a title, paragraph or ground in the agency's words.

    Raises: NotAllowed.
    """
    permit(acting.by, Action.LETTER_WORDING_ADOPT, agency)
    _check(entry)
    wording = LetterWording(agency=agency, **asdict(entry))
    return records.enter(wording, action=Action.LETTER_WORDING_ADOPT, acting=acting)


@transaction.atomic
def amend_wording(
    wording_id: int, entry: WordingEntry, *, reason: str, acting: Acting
) -> LetterWording:
    """Correct a wording, or end it with a day; signed letters stay as they are.

    Raises: NotAllowed.
    """
    wording = (
        LetterWording.objects.select_for_update(of=("self",))
        .select_related("agency")
        .get(pk=wording_id)
    )
    permit(acting.by, Action.LETTER_WORDING_AMEND, wording.agency)
    _check(entry)
    return records.amend(
        wording, asdict(entry), reason=reason, action=Action.LETTER_WORDING_AMEND, acting=acting
    )


def _check(entry: WordingEntry) -> None:
    if entry.until and entry.until < entry.since:
        raise NotAllowed("停用日期不能早于启用日期。", field="until")
    try:
        reworded(_letter(entry), entry.field, entry.text)
    except TextError as fault:
        raise NotAllowed(str(fault), field="text") from None


def _letter(entry: WordingEntry) -> LetterText:
    for letter in LETTERS:
        if (letter.code, letter.regime) == (entry.kind, entry.regime):
            return letter
    raise NotAllowed("该条例没有这种文书。", field="kind")
