"""Outcomes (办理结果) of an application, and which grounds each may rest on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from gongkai.law.grounds import Ground, grounds_for


class UnknownOutcome(ValueError):
    """An outcome, or a pair of outcome and ground, that the regime does not know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One outcome under one regime.

    `also_called` holds the words forms and ledgers use for it. `in_force` and `until`
    (inclusive) are compared with the day the application was received.
    """

    code: str
    regime: str
    label: str
    article: str
    in_force: date
    until: date | None
    also_called: tuple[str, ...] = ()
    certain: bool = True

    @property
    def grounds(self) -> tuple[Ground, ...]:
        return grounds_for(self.code, regime=self.regime)

    @property
    def needs_ground(self) -> bool:
        """Whether the answer must name a ground; an outcome without any must not."""
        return bool(self.grounds)


_2008 = partial(Outcome, regime="2008", in_force=date(2008, 5, 1), until=date(2019, 5, 14))
_2019 = partial(Outcome, regime="2019", in_force=date(2019, 5, 15), until=None)

# Source: 政府信息公开条例(2007) 第二十一条、第二十二条; 政府信息公开条例(2019) 第三十六条至
# 第三十九条; the words of the statistics forms.
OUTCOMES: tuple[Outcome, ...] = (
    _2008(
        code="already_public",
        label="属于已主动公开范围",
        article="第二十一条第（一）项",
        also_called=("已主动公开",),
    ),
    _2008(
        code="disclosed",
        label="同意公开",
        article="第二十一条第（一）项",
        also_called=("同意公开答复", "予以公开"),
    ),
    _2008(
        code="partially_disclosed",
        label="同意部分公开",
        article="第二十二条",
        also_called=("同意部分公开答复", "部分公开"),
    ),
    _2008(
        code="withheld",
        label="不予公开",
        article="第二十一条第（二）项",
        also_called=("否决公开", "不同意公开", "不同意公开答复"),
    ),
    # The local form of 2008 counts the next two among 否决公开 (rows 21 to 24).
    _2008(
        code="unable_to_provide",
        label="无法提供",
        article="第二十一条第（三）项、第（四）项",
        also_called=("否决公开",),
    ),
    _2008(
        code="not_processed",
        label="告知通过其他途径办理",
        article="国办发〔2014〕32号 统计表三",
        also_called=("否决公开",),
        certain=False,
    ),
    _2019(
        code="already_public",
        label="已主动公开",
        article="第三十六条第（一）项",
        also_called=("予以公开（已主动公开）",),
    ),
    _2019(
        code="disclosed",
        label="予以公开",
        article="第三十六条第（二）项",
        also_called=("同意公开",),
    ),
    _2019(
        code="partially_disclosed",
        label="部分公开",
        article="第三十七条",
        also_called=("同意部分公开",),
    ),
    _2019(
        code="withheld",
        label="不予公开",
        article="第三十六条第（三）项、第（七）项",
    ),
    _2019(
        code="unable_to_provide",
        label="无法提供",
        article="第三十条、第三十六条第（四）项、第（五）项、第三十八条",
    ),
    _2019(
        code="not_processed",
        label="不予处理",
        article="第三十五条、第三十六条第（六）项、第三十九条",
    ),
    _2019(
        code="other_handling",
        label="其他处理",
        article="第三十条、第四十二条",
    ),
)


def outcome(code: str, *, regime: str) -> Outcome:
    """Return an outcome as a regime words it.

    Raises: UnknownOutcome.
    """
    for row in OUTCOMES:
        if (row.code, row.regime) == (code, regime):
            return row
    raise UnknownOutcome(f"{regime}年条例没有这一办理结果：{code}。")


def outcomes_for(regime: str) -> tuple[Outcome, ...]:
    """The outcomes of a regime, in the order of its form."""
    return tuple(row for row in OUTCOMES if row.regime == regime)


def check_pair(outcome_code: str, ground_code: str | None, *, regime: str) -> None:
    """Refuse an outcome without the ground it needs, or with one it cannot rest on.

    Raises: UnknownOutcome.
    """
    row = outcome(outcome_code, regime=regime)
    allowed = {ground.code for ground in row.grounds}
    if ground_code is None and allowed:
        raise UnknownOutcome(f"“{row.label}”须写明理由。")
    if ground_code is not None and ground_code not in allowed:
        raise UnknownOutcome(f"“{row.label}”不能以{ground_code}为理由。")


def pair_by_labels(
    outcome_label: str, ground_label: str = "", *, regime: str
) -> tuple[Outcome, Ground | None]:
    """Return the outcome and the ground two Chinese words mean under a regime.

    否决公开 is several outcomes, so the ground decides: 否决公开 for 信息不存在 is
    `unable_to_provide`, which the local form of 2008 counts as a refusal.

    Raises: UnknownOutcome.
    """
    named = [row for row in outcomes_for(regime) if _is_called(outcome_label, row)]
    if not named:
        known = "、".join(row.label for row in outcomes_for(regime))
        raise UnknownOutcome(f"没有这一办理结果：{outcome_label}。可以写：{known}。")
    if not ground_label:
        for row in named:
            if not row.needs_ground:
                return row, None
        raise UnknownOutcome(f"“{outcome_label}”须写明理由。")
    for row in named:
        for ground in row.grounds:
            if _is_called(ground_label, ground):
                return row, ground
    raise UnknownOutcome(
        f"“{outcome_label}”不能以“{ground_label}”为理由。可以写：{_labels(named)}。"
    )


def _is_called(label: str, row: Outcome | Ground) -> bool:
    return label == row.label or label in row.also_called


def _labels(rows: Iterable[Outcome]) -> str:
    labels = [ground.label for row in rows for ground in row.grounds]
    return "、".join(labels) or "（不写理由）"
