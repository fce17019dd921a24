"""The steps of a case as rules of the machine, with generated days and data."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from gongkai.applications.models import (
    Consultation,
    Correction,
    Extension,
    FeeNotice,
    Justification,
)
from gongkai.applications.transitions import (
    answer,
    closing,
    consultations,
    corrections,
    extension,
    fee_notices,
    handling,
    justifications,
    notes,
    reopenings,
    splitting,
    transfers,
    withdrawals,
)
from gongkai.casework.transitions import dropping, rounds
from gongkai.fees.transitions import receive_payment
from tests.scripted.machine import PAIRS, Machine, days, maybe, ready, terms, texts


class Steps(Machine):
    """Each step by itself, and `go_on`, which takes one a step further as an office would."""

    @rule(
        by=st.sampled_from([0, 1, 1, 2, 5, 12, 30]),
        which=st.integers(0, 3),
        answer=st.sampled_from(["agree", "object_with_reason"]),
    )
    def wait(self, by: int, which: int, answer: str) -> None:
        """Time passes, and the office comes back to what it began."""
        self.today += timedelta(by)
        self.go_on(which, answer)

    @rule(which=st.integers(0, 3), answer=st.sampled_from(["agree", "object_with_reason"]))
    def go_on(self, which: int, answer: str) -> None:
        """Take one of the steps that were begun a step further, today."""
        moves = self._next(answer)
        if moves:
            moves[which % len(moves)]()

    def _next(self, answer: str) -> list[Callable[[], None]]:
        """What would be done next about each step that is not at its end."""
        case, found = self.case, list[Callable[[], None]]()
        if (step := getattr(case, "correction", None)) and not step.corrected_on:
            found.append(
                lambda: (
                    self.move_correction(0, "receive", "台账")
                    if step.asked_on
                    else self.ask_correction(0, 0)
                )
            )
        if one := case.consultations.first():
            what = "answer" if one.sent_on else "send"
            found.append(lambda: self.move_consultation(0, 0, what, answer, False))
        if (extended := getattr(case, "extension", None)) and not extended.notified_on:
            found.append(lambda: self.notify_extension(0))
        if asked := getattr(case, "justification", None):
            after = "judge" if asked.stated_on else "state" if asked.asked_on else "ask"
            after = "notify" if asked.is_delay_untold else after
            found.append(lambda: self.move_justification(0, after, answer == "agree", None))
        if (fee := getattr(case, "fee_notice", None)) and not fee.paid_on:
            then = "pay" if fee.notified_on else "notify"
            found.append(lambda: self.move_fee(0, 0, then))
        return found

    @rule(unclear=texts, term=terms)
    def prepare_correction(self, unclear: str, term: int) -> None:
        entry = corrections.CorrectionEntry(
            unclear=unclear, items="年度", guidance="请写明年度", working_days=term
        )
        self.attempt(lambda: corrections.prepare(self.pk, entry, acting=self.acting()))

    @ready("correction")
    @rule(on=days, served=maybe)
    def ask_correction(self, on: int, served: int | None) -> None:
        pk = self.case.correction.pk
        self.attempt(
            lambda: corrections.ask(
                pk, asked_on=self.day(on), served_on=self.day(served), acting=self.acting()
            )
        )

    @ready("correction")
    @rule(on=days, what=st.sampled_from(["served", "receive", "lapse"]), content=texts)
    def move_correction(self, on: int, what: str, content: str) -> None:
        pk, day, acting = self.case.correction.pk, self.day(on), self.acting()
        self.attempt(
            {
                "served": lambda: corrections.served(pk, served_on=day, acting=acting),
                "receive": lambda: corrections.receive(
                    pk, corrected_on=day, content=content, acting=acting
                ),
                "lapse": lambda: corrections.lapse(pk, on=day, acting=acting),
            }[what]
        )

    @rule(
        who=st.sampled_from(["third_party", "co_producer", "other_agency"]),
        term=st.none() | terms,
    )
    def prepare_consultation(self, who: str, term: int | None) -> None:
        entry = consultations.ConsultationEntry(
            who=who, party_name="永丰公司", passage="单价", working_days=term
        )
        self.attempt(lambda: consultations.prepare(self.pk, entry, acting=self.acting()))

    @ready("consultation")
    @rule(
        on=days,
        served=maybe,
        what=st.sampled_from(["send", "served", "answer", "close", "override"]),
        answer=st.sampled_from(Consultation.Answer.values),
        last=st.booleans(),
    )
    def move_consultation(
        self, on: int, served: int | None, what: str, answer: str, last: bool
    ) -> None:
        pk = list(self.case.consultations.all())[-1 if last else 0].pk
        day, acting = self.day(on), self.acting("zhou" if what == "override" else "li")
        entry = consultations.OpinionEntry(answered_on=day, answer=answer, reasons="会受损害")
        self.attempt(
            {
                "send": lambda: consultations.send(
                    pk, sent_on=day, served_on=self.day(served), acting=acting
                ),
                "served": lambda: consultations.served(pk, served_on=day, acting=acting),
                "answer": lambda: consultations.answer(pk, entry, acting=acting),
                "close": lambda: consultations.close_unanswered(pk, on=day, acting=acting),
                "override": lambda: consultations.override(pk, text="公共利益", acting=acting),
            }[what]
        )

    @rule(term=terms, at_once=st.booleans())
    def extend(self, term: int, at_once: bool) -> None:
        act = extension.extend if at_once else extension.grant
        self.attempt(
            lambda: act(self.pk, working_days=term, reason="需要调取", acting=self.acting("zhou"))
        )

    @ready("extension")
    @rule(on=days)
    def notify_extension(self, on: int) -> None:
        pk = self.case.extension.pk
        self.attempt(lambda: extension.notify(pk, notified_on=self.day(on), acting=self.acting()))

    @rule(term=terms)
    def prepare_justification(self, term: int) -> None:
        entry = justifications.JustificationEntry(counts="本月四十件", working_days=term)
        self.attempt(lambda: justifications.prepare(self.pk, entry, acting=self.acting()))

    @ready("justification")
    @rule(
        on=days,
        what=st.sampled_from(["ask", "state", "judge", "notify"]),
        good=st.booleans(),
        until=st.none() | st.integers(0, 90),
    )
    def move_justification(self, on: int, what: str, good: bool, until: int | None) -> None:
        pk, day = self.case.justification.pk, self.day(on)
        acting = self.acting("zhou" if what == "judge" else "li")
        self.attempt(
            {
                "ask": lambda: justifications.ask(pk, asked_on=day, acting=acting),
                "state": lambda: justifications.state(
                    pk, stated_on=day, stated="研究需要", acting=acting
                ),
                "judge": lambda: justifications.judge(
                    pk, is_reasonable=good, delayed_until=self.day(until), acting=acting
                ),
                "notify": lambda: justifications.notify(pk, told_on=day, acting=acting),
            }[what]
        )

    @rule(method=st.sampled_from(["per_page", "per_item"]), quantity=st.integers(1, 300))
    def prepare_fee(self, method: str, quantity: int) -> None:
        entry = fee_notices.FeeNoticeEntry(
            method=method, why="页数过多", quantity=quantity, payment="银行转账"
        )
        self.attempt(lambda: fee_notices.prepare(self.pk, entry, acting=self.acting("zhou")))

    @ready("fee_notice")
    @rule(on=days, served=maybe, what=st.sampled_from(["notify", "served", "pay", "lapse"]))
    def move_fee(self, on: int, served: int | None, what: str) -> None:
        pk, day, acting = self.case.fee_notice.pk, self.day(on), self.acting()
        self.attempt(
            {
                "notify": lambda: fee_notices.notify(
                    pk, notified_on=day, served_on=self.day(served), acting=acting
                ),
                "served": lambda: fee_notices.served(pk, served_on=day, acting=acting),
                "pay": lambda: receive_payment(pk, paid_on=day, acting=acting),
                "lapse": lambda: fee_notices.lapse(pk, on=day, acting=acting),
            }[what]
        )

    @rule(what=st.sampled_from(["transfer", "split", "merge", "be merged", "separate", "note"]))
    def arrange(self, what: str) -> None:
        acting, pk, other = self.acting(), self.pk, self.other
        self.attempt(
            {
                "transfer": lambda: transfers.transfer(
                    pk, to_agency=self.town.neighbour, reason="其职责", acting=acting
                ),
                "split": lambda: splitting.split(pk, contents=["一", "二"], acting=acting),
                "merge": lambda: splitting.merge(pk, into_id=other, acting=acting),
                "be merged": lambda: splitting.merge(other, into_id=pk, acting=acting),
                "separate": lambda: splitting.separate(other, acting=acting),
                "note": lambda: notes.write(pk, text="已电话联系", acting=acting),
            }[what]
        )

    @rule(on=days, pair=st.sampled_from(PAIRS))
    def answer_from_the_register(self, on: int, pair: tuple[str, str]) -> None:
        before = set(self.memory.registered)
        self.memory.registered.add(self.pk)
        done = self.attempt(
            lambda: answer.answer(
                self.pk,
                outcome=pair[0],
                ground=pair[1],
                replied_on=self.day(on),
                number="",
                acting=self.acting(),
            )
        )
        if not done:
            self.memory.registered = before

    @ready("reply")
    @rule(on=days, pair=st.sampled_from(PAIRS))
    def answer_anew(self, on: int, pair: tuple[str, str]) -> None:
        if row := self.case.reopenings.order_by("pk").last():
            self.attempt(
                lambda: reopenings.answer_anew(
                    row.pk,
                    outcome=pair[0],
                    ground=pair[1],
                    replied_on=self.day(on),
                    number="",
                    acting=self.acting(),
                )
            )

    @rule(on=days, chance=st.integers(0, 5))
    def withdraw(self, on: int, chance: int) -> None:
        """Seldom: nothing follows."""
        if chance == 0:
            day = self.day(on)
            self.attempt(lambda: withdrawals.withdraw(self.pk, on=day, acting=self.acting()))

    @rule(due=st.none() | st.integers(-2, 40), basis=st.sampled_from(["own", "lawsuit", "whim"]))
    def reopen(self, due: int | None, basis: str) -> None:
        entry = reopenings.ReopeningEntry(basis=basis, reason="另有线索", due_on=self.day(due))
        self.attempt(lambda: rounds.reopen(self.pk, entry, acting=self.acting("zhou")))

    @ready("reply")
    @rule(on=days)
    def archive(self, on: int) -> None:
        day = self.day(on)
        self.attempt(lambda: closing.archive(self.pk, archived_on=day, acting=self.acting()))

    @rule(
        handler=st.sampled_from(["li", "zhou", "sun", "wang"]),
        reason=st.sampled_from(["休假", "休假", ""]),
    )
    def assign(self, handler: str, reason: str) -> None:
        pk, acting = self.town.people[handler].pk, self.acting()
        self.attempt(lambda: handling.assign(self.pk, handler_id=pk, reason=reason, acting=acting))

    @rule(
        model=st.sampled_from([Correction, Consultation, Extension, FeeNotice, Justification]),
        reason=st.sampled_from(["不再需要", "不再需要", ""]),
    )
    def drop(self, model: Any, reason: str) -> None:
        """What nobody was told of is dropped, and what somebody was told of is not."""
        if step := model.objects.filter(application=self.pk).order_by("-pk").first():
            act, acting = dropping.drop, self.acting("zhou")
            self.attempt(lambda: act(model, step.pk, reason=reason, acting=acting))

    @rule()
    def nobody_else_may(self) -> None:
        """A neighbour's specialist is refused everything."""
        acting = self.acting("wang")
        for act in (
            lambda: notes.write(self.pk, text="看一看", acting=acting),
            lambda: withdrawals.withdraw(self.pk, on=self.today, acting=acting),
            lambda: extension.extend(self.pk, working_days=5, reason="要", acting=acting),
        ):
            assert not self.attempt(act)
