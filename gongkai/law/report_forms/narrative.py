"""Choose the wording that fits the figures, and write it out."""

from collections.abc import Mapping, Sequence

from gongkai.law.report_forms.figures import CellRef
from gongkai.law.report_forms.model import Paragraph, Sentence
from gongkai.law.report_forms.shares import share
from gongkai.law.report_forms.template import FactRun, FigureRun, Run, ShareRun, TextRun
from gongkai.law.report_forms.values import (
    EMPTY,
    Absent,
    Counted,
    FigureValue,
    State,
    number_text,
    state_of,
)

NO_SHARE = "——"  # the base is zero


def choose(paragraph: Paragraph, values: Mapping[CellRef, FigureValue]) -> tuple[Run, ...]:
    """Return the runs of a paragraph in the wording that fits the values."""
    return tuple(
        run
        for sentence in paragraph.sentences
        for run in sentence.wordings[joint_state(sentence, values)]
    )


def joint_state(sentence: Sentence, values: Mapping[CellRef, FigureValue]) -> State:
    """Return the state a sentence speaks to.

    Figures that do not apply are passed over. Several figures are zero, or empty, only
    together; otherwise the positive wording names each of them.
    """
    states = {state_of(values.get(ref, EMPTY)) for ref in sentence.of}
    if states == {State.NOT_APPLICABLE}:
        return State.NOT_APPLICABLE
    states.discard(State.NOT_APPLICABLE)
    return states.pop() if len(states) == 1 else State.POSITIVE


def write(
    runs: Sequence[Run],
    values: Mapping[CellRef, FigureValue],
    facts: Mapping[str, str | Sequence[str]],
) -> str:
    """Return runs as text. A fact with several texts is joined by 、; a missing one is 未填报."""
    return "".join(_written(run, values, facts) for run in runs)


def _written(
    run: Run,
    values: Mapping[CellRef, FigureValue],
    facts: Mapping[str, str | Sequence[str]],
) -> str:
    match run:
        case TextRun(text):
            return text
        case FigureRun(ref, unit):
            value = values.get(ref, EMPTY)
            return number_text(value.value) + unit if isinstance(value, Counted) else value.value
        case ShareRun(ref, base, decimals):
            return _share_text(values.get(ref, EMPTY), values.get(base, EMPTY), decimals)
        case FactRun(name):
            fact = facts.get(name, "")
            return (fact if isinstance(fact, str) else "、".join(fact)) or EMPTY.value


def _share_text(part: FigureValue, base: FigureValue, decimals: int) -> str:
    if isinstance(part, Absent):
        return part.value
    if isinstance(base, Absent):
        return base.value
    per_cent = share(part.value, base.value, decimals=decimals)
    return NO_SHARE if per_cent is None else f"{per_cent}%"
