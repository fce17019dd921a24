"""What a report rests on beside the registers: problems, nil returns, stated figures."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies.models import Agency
from gongkai.agencies.policies import permit
from gongkai.audit.acting import Acting
from gongkai.audit.actions import Action
from gongkai.ledgers import records
from gongkai.reports import queries
from gongkai.reports.models import NilReturn, ReportProblem, StatedFigure

# The day does not count when two entries are compared: a row without one is given the
# day of its entering, and must be known again without it.


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemEntry:
    """A problem of the year and the measure that answers it."""

    year: int
    position: int
    problem: str = ""
    measure: str
    stated_on: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NilEntry:
    """That a register has no entry because there was nothing; `ledger` is its key."""

    year: int
    ledger: str
    stated_on: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedEntry:
    """A figure that no register counts.

    Units: `value` is in the unit of the figure; money is 元.
    """

    year: int
    figure: str
    value: Decimal
    basis: str
    stated_on: date | None = field(default=None, compare=False)


@transaction.atomic
def state_problem(agency: Agency, entry: ProblemEntry, *, acting: Acting) -> ReportProblem:
    """Register a problem and its measure (主要问题和改进措施).

    Raises: NotAllowed.
    Source: 政府信息公开条例 第五十条 (2007: 第三十二条).
    """
    permit(acting.by, Action.PROBLEM_STATE, agency)
    problem = ReportProblem(agency=agency, **_values(entry, acting))
    return records.enter(problem, action=Action.PROBLEM_STATE, acting=acting)


@transaction.atomic
def amend_problem(pk: int, entry: ProblemEntry, *, reason: str, acting: Acting) -> ReportProblem:
    """Correct a problem or its measure.

    Raises: NotAllowed.
    """
    problem = (
        ReportProblem.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    )
    permit(acting.by, Action.PROBLEM_AMEND, problem.agency)
    return records.amend(
        problem,
        _values(entry, acting),
        reason=reason,
        action=Action.PROBLEM_AMEND,
        acting=acting,
    )


@transaction.atomic
def state_nil(agency: Agency, entry: NilEntry, *, acting: Acting) -> NilReturn:
    """State that nothing of one kind happened in a year (零报告).

    Raises: NotAllowed.
    """
    permit(acting.by, Action.NIL_STATE, agency)
    nil = NilReturn(agency=agency, **_values(entry, acting))
    _refuse_contradiction(nil)
    return records.enter(nil, action=Action.NIL_STATE, acting=acting)


@transaction.atomic
def amend_nil(pk: int, entry: NilEntry, *, reason: str, acting: Acting) -> NilReturn:
    """Correct a nil return.

    Raises: NotAllowed.
    """
    nil = NilReturn.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    permit(acting.by, Action.NIL_AMEND, nil.agency)
    values = _values(entry, acting)
    _refuse_contradiction(NilReturn(agency=nil.agency, **values))
    return records.amend(nil, values, reason=reason, action=Action.NIL_AMEND, acting=acting)


@transaction.atomic
def state_figure(agency: Agency, entry: StatedEntry, *, acting: Acting) -> StatedFigure:
    """State a figure that no register counts, with its basis.

    Raises: NotAllowed.
    """
    permit(acting.by, Action.FIGURE_STATE, agency)
    stated = StatedFigure(agency=agency, **_values(entry, acting))
    return records.enter(stated, action=Action.FIGURE_STATE, acting=acting)


@transaction.atomic
def amend_figure(pk: int, entry: StatedEntry, *, reason: str, acting: Acting) -> StatedFigure:
    """Correct a stated figure.

    Raises: NotAllowed.
    """
    stated = (
        StatedFigure.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    )
    permit(acting.by, Action.FIGURE_AMEND, stated.agency)
    return records.amend(
        stated, _values(entry, acting), reason=reason, action=Action.FIGURE_AMEND, acting=acting
    )


def _values(entry: ProblemEntry | NilEntry | StatedEntry, acting: Acting) -> dict[str, Any]:
    """The fields of a statement.

    Raises: NotAllowed, for a day or a year after today.
    """
    stated_on = entry.stated_on or acting.today
    if stated_on > acting.today:
        raise NotAllowed("日期在今天之后，请核对。", field="stated_on")
    if not 2008 <= entry.year <= acting.today.year:
        raise NotAllowed("年度应在2008年至今年之间，请核对。", field="year")
    return asdict(entry) | {"stated_on": stated_on}


def _refuse_contradiction(nil: NilReturn) -> None:
    """Refuse a nil return for a register that has entries in its year.

    Raises: NotAllowed.
    """
    if queries.has_entries(nil.agency, nil.year, nil.ledger):
        raise NotAllowed(
            f"{nil.year}年的“{nil.get_ledger_display()}”台账已有登记，不能零报告，请核对。",
            field="ledger",
        )
