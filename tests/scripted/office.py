"""The people of 青山镇 at work on the scripted cases, each act on its day and in its role."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai.applications.models import Application
from gongkai.applications.queries import with_steps
from gongkai.audit.acting import Acting
from gongkai.casework.facts import service_facts
from gongkai.casework.kinds import DELIVERY_RECORD, KINDS, text_of
from gongkai.casework.models import Letter, Service
from gongkai.casework.transitions import letters, service
from gongkai.casework.transitions.service import ServiceEntry
from gongkai.letters.compose import compose_from
from tests.build import Town
from tests.scripted.cases import Case
from tests.scripted.clocks import known_on

# Who signs: the receipt its clerk, a step the head of the office, an answer the leader.
SIGNERS = {"letter.issue": "li", "letter.sign": "zhou", "letter.sign_decision": "zhao"}
BY_INTERNET = ("email", "online")


@dataclass(slots=True)
class Scene:
    """A case that is being played: its application, and the other cases beside it."""

    town: Town
    case: Case
    others: Mapping[str, "Scene"]
    pk: int = 0
    # What was posted to somebody who is asked, by the party; and what was served last.
    posted: dict[str, Service] = field(default_factory=dict)
    served: Service | None = None
    submission: int = 0

    def acting(self, name: str, on: date) -> Acting:
        """An act with the calendar as everybody knew it on its day."""
        return replace(self.town.acting(name, on), calendar=known_on(on))

    @property
    def application(self) -> Application:
        """The case as the database has it now."""
        return with_steps().select_related("agency").get(pk=self.pk)

    def sign(
        self,
        kind: str,
        on: date,
        *,
        concerns: int | None = None,
        delivery: str = "",
        particulars: Mapping[str, str] | None = None,
    ) -> Letter:
        """Draft, review and sign a letter on one day."""
        li = self.acting("li", on)
        letter = letters.draft(self.pk, kind, concerns=concerns, acting=li)
        if particulars or delivery not in ("", letter.delivery):
            letters.edit(letter.pk, {}, particulars=particulars, delivery=delivery, acting=li)
        return self.put_through(letter, on)

    def put_through(self, letter: Letter, on: date) -> Letter:
        """Review and sign a drafted letter on one day."""
        li, kind = self.acting("li", on), letter.kind
        if KINDS[kind].reviews:
            letters.submit(letter.pk, acting=li)
            for review, who in (("secrecy", "sun"), ("legal", "zhou")):
                letters.review(letter.pk, review, result="pass", acting=self.acting(who, on))
        return letters.sign(letter.pk, acting=self.acting(SIGNERS[KINDS[kind].signs], on))

    def serve(self, letter: Letter, on: date, **how: object) -> Service:
        """Serve a signed letter, by hand unless told otherwise."""
        acting = self.acting("li", on)
        entry: dict[str, object] = {"method": "in_person"} | how
        method = entry["method"]
        if method == "post":
            entry = {"carrier": "中国邮政", "posted_on": on} | entry
        elif method == "in_person":
            entry = {"signed_name": self.case.applicant, "signed_on": on} | entry
        else:
            entry = {"sent_at": acting.at, "consent": "申请人来电同意"} | entry
        return service.serve(letter.pk, ServiceEntry(**entry), acting=acting)  # type: ignore[arg-type]

    def send(self, kind: str, on: date, concerns: int | None = None, **how: object) -> Service:
        """Sign a letter and serve it on the same day."""
        return self.serve(self.sign(kind, on, concerns=concerns), on, **how)

    def reached(self, served: Service, on: date) -> None:
        """The post brought it to the other side."""
        service.received(served.pk, on, acting=self.acting("li", on))

    def service_after(self, on: date) -> str:
        """How the answer that is signed on a day is going to be served."""
        return next(
            event.fields["method"]
            for event in self.case.happened("serve")
            if event.on >= on and event.fields.get("to") != "third_party"
        )

    def proof(self, served: Service, on: date) -> list[str]:
        """What the record of a service (送达回证) cannot say."""
        case = service_facts(served, on=on, calendar=known_on(on))
        text = text_of(DELIVERY_RECORD, self.case.received.received_on)
        return list(compose_from(text, case, edits={}).missing)
