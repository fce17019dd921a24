"""Subscriptions in every state, and what is published while they last."""

from datetime import datetime

from gongkai.subscriptions.models import Subscription
from gongkai.subscriptions.transitions import subscribing
from tests.build import SHANGHAI

ADDRESS = "reader@example.cn"
SITE = "https://open.example.cn"


def at(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of March 2018."""
    return datetime(2018, 3, day, hour, minute, tzinfo=SHANGHAI)


def ask(address: str = ADDRESS, criteria: str = "", when: datetime | None = None) -> None:
    """Somebody asks on the first of March."""
    subscribing.request(address=address, criteria=criteria, at=when or at(1))


def confirmed(address: str = ADDRESS, criteria: str = "") -> Subscription:
    """A subscription asked for and confirmed on the first of March, its mail out of the way."""
    ask(address, criteria)
    subscription = Subscription.objects.get(address=address, criteria=criteria)
    subscription.mails.all().delete()
    return subscribing.confirm(subscription.token, at=at(1))
