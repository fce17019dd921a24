"""The same case with its findings, its decision and its letters."""

from contextlib import suppress
from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import rule

from gongkai.applications.transitions import suggestions
from gongkai.applications.transitions.suggestions import SuggestionDecision
from gongkai.casework.checklists import Answer
from gongkai.casework.kinds import KINDS, answering
from gongkai.casework.models import Decision, FoundDocument, Letter, RedactionMark, Service
from gongkai.casework.policies.obstacles import questions_of
from gongkai.casework.queries import current_decision
from gongkai.casework.redactions import word_of
from gongkai.casework.transitions import copies, decisions, findings, letters, service
from gongkai.casework.transitions.copies import MarkEntry
from gongkai.casework.transitions.decisions import DecisionEntry
from gongkai.casework.transitions.findings import DocumentEntry, JudgementEntry, SearchEntry
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.catalog import files
from gongkai.intake.files import recognise
from gongkai.letters.loader import NoLetter
from gongkai.redaction.verify import verify
from tests.casework.finding_build import NAME, NUMBER, contract
from tests.scripted.machine import PAIRS, days, ready
from tests.scripted.machine_steps import Steps
from tests.scripted.office import SIGNERS

CONTRACT = contract()
_ABOUT = {
    "D2": "correction",
    "D3": "justification",
    "D4": "extension",
    "D7": "fee_notice",
    "D22": "disclosure_suggestion",
}
_REVIEWERS = {"secrecy": "sun", "legal": "zhou"}
_TOLD = {
    "summary": "土地台账",
    "unit": "农业服务站",
    "question": "是否掌握",
    "reply_by": "2026-12-01",
    "disclosed_on": "2026-12-01",
}
_GIVEN = {
    "provided_form": "纸质复印件",
    "provided_way": "邮寄",
    "public_at": "网站公开专栏",
    "other_agency": "清水县人民政府",
    "other_contact": "0000-1234567",
}


class Office(Steps):
    """With letters: what they state comes from the case as the steps have made it."""

    def look(self) -> None:
        super().look()
        case = self.case
        states = case.letters.values_list("state", flat=True)
        self.has |= {f"letter {state}" for state in states}
        self.has |= {"letter draft"} if "letter returned" in self.has else set()
        self.has |= {"document"} if case.found_documents.exists() else set()
        self.has |= {"decision"} if current_decision(case) else set()
        self.has |= (
            {"service"} if Service.objects.filter(letter__application=case).exists() else set()
        )

    @rule(
        times=st.integers(2, 6),
        which=st.integers(0, 3),
        method=st.sampled_from(["post", "in_person"]),
    )
    def carry_on(self, times: int, which: int, method: str) -> None:
        """Take the last letter, or the next that could be begun, some steps further, today."""
        for _ in range(times):
            waiting = self.case.letters.filter(services=None).exclude(state="voided")
            letter = waiting.order_by("-pk").first()
            if letter is None:
                self.draft(which)
            elif letter.state == Letter.State.SIGNED:
                self.serve(0, method)
            elif letter.state == Letter.State.IN_REVIEW:
                self.review(("secrecy", "legal"), "pass")
                self._sign(letter)
            else:
                if "decision" in self.has:
                    self.answer_checklist("yes")
                self.fill()
                self.submit() if KINDS[letter.kind].reviews else self._sign(letter)

    @rule(on=days, adopts=st.booleans())
    def suggest(self, on: int, adopts: bool) -> None:
        """A suggestion to disclose proactively, or the decision on it."""
        if step := getattr(self.case, "disclosure_suggestion", None):
            day = self._on(on) if adopts else None
            entry = SuggestionDecision(is_adopted=adopts, opinion="需要知晓", publish_on=day)
            self.attempt(lambda: suggestions.decide(step.pk, entry, acting=self.acting("zhou")))
        else:
            day = self._on(on)
            self.attempt(
                lambda: suggestions.receive(self.pk, suggested_on=day, acting=self.acting())
            )

    @rule(on=days)
    def search(self, on: int) -> None:
        entry = SearchEntry(
            searched_on=self._on(on), places=[("档案室", "逐卷查阅")], result="未检索到"
        )
        self.attempt(lambda: findings.record_search(self.pk, entry, acting=self.acting()))

    @rule()
    def find(self) -> None:
        entry = DocumentEntry(title="土地台账")
        self.attempt(
            lambda: findings.add_document(self.pk, entry, most_bytes=1, acting=self.acting())
        )

    @ready("document")
    @rule(
        judgement=st.sampled_from(["give", "partly", "withhold", "already_public"]),
        ground=st.sampled_from(["", "state_secret", "privacy", "third_party", "process_info"]),
    )
    def judge(self, judgement: str, ground: str) -> None:
        document = self.case.found_documents.order_by("-pk")[0]
        entry = JudgementEntry(judgement=judgement, ground=ground)
        self.attempt(lambda: findings.judge(document.pk, entry, acting=self.acting()))

    @rule()
    def find_a_file(self) -> None:
        """A contract that names a person and his number."""
        entry = DocumentEntry(
            title="承包合同", file=recognise(CONTRACT, "合同.pdf"), content=CONTRACT
        )
        self.attempt(
            lambda: findings.add_document(
                self.pk, entry, most_bytes=10_000_000, acting=self.acting()
            )
        )

    @ready("document")
    @rule(
        text=st.sampled_from([NAME, NAME, NUMBER, "没有这句话", ""]),
        ground=st.sampled_from(["third_party", "privacy", "nonsense"]),
        first=st.booleans(),
    )
    def mark(self, text: str, ground: str, first: bool) -> None:
        entry = MarkEntry(ground=ground, text=text)
        pk, acting = self._document(first).pk, self.acting()
        self.attempt(lambda: copies.mark(pk, entry, acting=acting))

    @ready("document")
    @rule()
    def unmark(self) -> None:
        mark = (
            RedactionMark.objects.filter(document__application=self.pk)
            .order_by("-position", "-pk")
            .first()
        )
        if mark:
            self.attempt(lambda: copies.unmark(mark.pk, acting=self.acting()))

    @ready("document")
    @rule(judgement=st.sampled_from(["give", "partly"]), first=st.booleans())
    def copy(self, judgement: str, first: bool) -> None:
        """What leaves holds nothing that was marked, and is never the original."""
        pk, acting = self._document(first).pk, self.acting()
        regime = "privacy" if self.case.received_on.year < 2019 else "third_party"
        ground = regime if judgement == "partly" else ""
        entry = JudgementEntry(judgement=judgement, ground=ground)
        self.attempt(lambda: findings.judge(pk, entry, acting=acting))
        if judgement == "partly":
            self.attempt(
                lambda: copies.mark(pk, MarkEntry(ground=ground, text=NAME), acting=acting)
            )
        if self.attempt(lambda: copies.make_copy(pk, acting=acting)):
            made = FoundDocument.objects.get(pk=pk)
            words = list(filter(None, map(word_of, made.marks.all())))
            assert made.released.name != made.original.name
            assert not verify(files.read(str(made.released.name)), words)

    def _document(self, first: bool) -> FoundDocument:
        return self.case.found_documents.order_by("pk" if first else "-pk")[0]

    @ready("document")
    @rule()
    def remove(self) -> None:
        document = self.case.found_documents.order_by("pk")[0]
        self.attempt(lambda: findings.remove(document.pk, acting=self.acting()))

    @rule(pair=st.sampled_from(PAIRS), filled=st.booleans())
    def decide(self, pair: tuple[str, str], filled: bool) -> None:
        self._decide(DecisionEntry(outcome=pair[0], ground=pair[1], **_GIVEN if filled else {}))

    @rule()
    def decide_easily(self) -> None:
        """The answers that need the least: nothing found, or given whole."""
        kind = ("unable_to_provide", "not_existing")
        if self.case.found_documents.exists():
            kind = ("disclosed", "")
        self._decide(DecisionEntry(outcome=kind[0], ground=kind[1], **_GIVEN))

    @ready("decision")
    @rule(choice=st.sampled_from(["yes", "yes", "yes", "no", "na"]))
    def answer_checklist(self, choice: str) -> None:
        decision = current_decision(self.case)
        assert decision
        answers = {one.key: Answer(choice) for one in questions_of(decision)}
        self.attempt(lambda: decisions.answer_checklist(decision.pk, answers, acting=self.acting()))

    @rule(place=st.integers(0, 30))
    def draft(self, place: int) -> None:
        """A letter about what there is, or about nothing."""
        found = self._letters()
        kind, concerns = found[place % len(found)]
        self.attempt(lambda: letters.draft(self.pk, kind, concerns=concerns, acting=self.acting()))

    def _letters(self) -> list[tuple[str, int | None]]:
        """The answer first, then the letters about steps, then the others."""
        case, found = self.case, list[tuple[str, int | None]]()
        if decision := current_decision(case):
            with suppress(NoLetter):
                kind = answering(decision.outcome, decision.ground, case.received_on)
                found.append((kind, decision.pk))
        for kind, name in _ABOUT.items():
            if step := getattr(case, name, None):
                found.append((kind, step.pk))
                found += [("D3b", step.pk)] if kind == "D3" else []
        for one in case.consultations.all():
            found += [(kind, one.pk) for kind in ("D5", "D5b", "D5c", "D6", "D23")]
        return [*found, ("D1", None), ("D21", None), ("D9", None)]

    @ready("letter draft")
    @rule()
    def fill(self) -> None:
        letter = self._letter("draft")
        told = {
            one.name: _TOLD[one.name] for one in KINDS[letter.kind].particulars if one.name in _TOLD
        }
        self.attempt(lambda: letters.edit(letter.pk, {}, particulars=told, acting=self.acting()))

    @ready("letter draft")
    @rule()
    def submit(self) -> None:
        letter = self._letter("draft")
        self.attempt(lambda: letters.submit(letter.pk, acting=self.acting()))

    @ready("letter in_review")
    @rule(
        kinds=st.sampled_from([("secrecy",), ("legal",), ("secrecy", "legal")]),
        result=st.sampled_from(["pass", "pass", "pass", "return"]),
    )
    def review(self, kinds: tuple[str, ...], result: str) -> None:
        letter = self._letter("in_review")
        for kind in kinds:
            acting = self.acting(_REVIEWERS[kind])
            self.attempt(
                lambda kind=kind, acting=acting: letters.review(
                    letter.pk, kind, result=result, opinion="请修改", acting=acting
                )
            )

    @ready("letter in_review")
    @rule()
    def sign(self) -> None:
        self._sign(self._letter("in_review"))

    @ready("letter draft")
    @rule()
    def sign_a_draft(self) -> None:
        """Only what needs no review can be signed as a draft."""
        letter = self._letter("draft")
        if self._sign(letter):
            assert not KINDS[letter.kind].reviews

    @ready("letter signed")
    @rule(on=days, method=st.sampled_from(["post", "in_person", "email", "online"]))
    def serve(self, on: int, method: str) -> None:
        letter, day = self._letter("signed"), self._on(on)
        by_day = {
            "post": {"carrier": "EMS", "posted_on": day},
            "in_person": {"signed_name": "陈晓雨", "signed_on": day},
        }
        sent = {"sent_at": self.town.acting("li", day).at, "consent": "来电同意"}
        entry = ServiceEntry(method=method, **by_day.get(method, sent))
        self.attempt(lambda: service.serve(letter.pk, entry, acting=self.acting()))

    @ready("service")
    @rule(on=days, is_back=st.booleans())
    def follow(self, on: int, is_back: bool) -> None:
        served = Service.objects.filter(letter__application=self.pk).order_by("-pk")[0]
        day, acting = self._on(on), self.acting()
        if is_back:
            self.attempt(lambda: service.returned(served.pk, day, reason="查无此人", acting=acting))
        else:
            self.attempt(lambda: service.received(served.pk, day, acting=acting))

    @rule(state=st.sampled_from(["draft", "signed"]), by=st.sampled_from(["li", "zhou", "zhao"]))
    def void(self, state: str, by: str) -> None:
        if f"letter {state}" in self.has:
            letter = self._letter(state)
            self.attempt(lambda: letters.void(letter.pk, reason="写错", acting=self.acting(by)))

    def _on(self, offset: int) -> date:
        day = self.day(offset)
        assert day
        return day

    def _letter(self, state: str) -> Letter:
        states = ("draft", "returned") if state == "draft" else (state,)
        return Letter.objects.filter(application=self.pk, state__in=states).order_by("-pk")[0]

    def _sign(self, letter: Letter) -> bool:
        by = self.acting(SIGNERS[KINDS[letter.kind].signs])
        return self.attempt(lambda: letters.sign(letter.pk, acting=by))

    def _decide(self, entry: DecisionEntry) -> None:
        decision: Decision | None = current_decision(self.case)
        if decision:
            self.attempt(lambda: decisions.revise(decision.pk, entry, acting=self.acting()))
        else:
            self.attempt(lambda: decisions.draft(self.pk, entry, acting=self.acting()))
