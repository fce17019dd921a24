"""What the mails say. A subject tells nothing of the subscriber or of the search."""

from urllib.parse import parse_qsl

from django.core.mail import EmailMessage

from gongkai.catalog.addresses import item_address
from gongkai.subscriptions import queries, tokens
from gongkai.subscriptions.models import Mail, Subscription


def letter(mail: Mail, *, site: str) -> EmailMessage | None:
    """The mail as it is true now; None where nothing is left to tell.

    `site` is the absolute address of the portal, without a slash at its end.
    """
    subscription = mail.subscription
    if mail.kind == Mail.Kind.CONFIRMATION:
        return _message(subscription, "请确认订阅政府信息公开提醒", _confirmation(mail, site), site)
    text = _digest(mail, site)
    return _message(subscription, "政府信息公开更新提醒", text, site) if text else None


def about(criteria: str) -> str:
    """What is subscribed to, in a few words."""
    text = dict(parse_qsl(criteria)).get("q", "")
    return f"检索“{text}”的新信息" if text else "新公开的信息"


def _confirmation(mail: Mail, site: str) -> str:
    subscription = mail.subscription
    return (
        f"您好：\n\n有人用这个邮箱订阅了{about(subscription.criteria)}。\n"
        f"如果是您本人，请打开下面的链接确认，七天内有效：\n\n"
        f"{site}{tokens.link_of(subscription, 'confirmation')}\n\n"
        "不是您本人的，不必理会这封邮件：不确认就不会再收到邮件，七天后邮箱地址会被删除。\n"
    )


def _digest(mail: Mail, site: str) -> str:
    subscription = mail.subscription
    if mail.since is None or mail.until is None:
        raise LookupError(f"digest {mail.pk} has no days")
    items = queries.news(subscription.criteria, since=mail.since, until=mail.until)
    if not items:
        return ""
    told = "\n\n".join(
        f"{item.title}\n{item.publisher_on(item.published_on or item.generated_on)}"
        f"　{item.published_on:%Y-%m-%d}\n{site}{item_address(item.index_number or '')}"
        for item in items
    )
    more = "（只列出最新的部分）" if len(items) == queries.MOST else ""
    return (
        f"您好：\n\n您订阅了{about(subscription.criteria)}，"
        f"现有{len(items)}条{more}：\n\n{told}\n\n"
        f"全部结果：{site}/search/?{subscription.criteria}\n"
        f"退订：{site}{tokens.link_of(subscription, 'cancellation')}\n"
    )


def _message(subscription: Subscription, subject: str, text: str, site: str) -> EmailMessage:
    cancellation = f"{site}{tokens.link_of(subscription, 'cancellation')}"
    return EmailMessage(
        subject=subject,
        body=text,
        to=[subscription.address],
        headers={
            "List-Unsubscribe": f"<{cancellation}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
