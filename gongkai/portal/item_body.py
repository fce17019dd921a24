"""An item's text as its page shows it: the head and the signature of a document, wide tables."""

import re

from markupsafe import Markup

from gongkai.intake.html import text_of

_BLANKS = re.compile(r"\s+")
_PARAGRAPH = re.compile("<p>((?:(?!</p>).)*)</p>")
# How many lines at the beginning may be head, at the end signature and date.
_HEAD, _END = 5, 3
_DAY = re.compile(
    "(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})年[0-9一二三四五六七八九十]{1,2}月[0-9一二三四五六七八九十]{1,3}日"
)
_LONGEST_NAME = 30
_SENTENCE_ENDS = ("。", "；", "，", "：", "！", "？", "、")


def shown(html: str, *, issuer: str, number: str, title: str) -> Markup:
    """The text, which is clean HTML.

    Lines at its beginning that are the issuer, the number and the title get classes of those
    names, signature and date at its end `signed`; a table scrolls by itself.
    """
    blocks = _with_head(html, _plain(issuer), _plain(number), _plain(title))
    return Markup(_with_tables(_with_end(blocks)))  # noqa: S704 - `intake.html.clean` wrote it


def _with_head(html: str, issuer: str, number: str, title: str) -> str:
    kinds = {f"{issuer}文件": "issuer", issuer: "issuer", number: "number", title: "title"}
    place = 0
    for _ in range(_HEAD):
        found = _PARAGRAPH.match(html, place)
        kind = kinds.get(_plain(text_of(found[0]))) if found else None
        if not found or not kind:
            return html
        html = f'{html[:place]}<p class="{kind}">{html[found.start(1) :]}'
        place = html.index("</p>", place) + len("</p>")
    return html


def _with_end(html: str) -> str:
    end, date_stands = len(html), False
    for _ in range(_END):
        start = html.rfind("<p", 0, end)
        if start < 0 or not (found := _PARAGRAPH.fullmatch(html, start, end)):
            break
        line = _plain(text_of(found[0]))
        is_name = date_stands and len(line) <= _LONGEST_NAME and not line.endswith(_SENTENCE_ENDS)
        if not (is_name or (not date_stands and _DAY.fullmatch(line))):
            break
        html = f'{html[:start]}<p class="signed">{html[found.start(1) :]}'
        end, date_stands = start, True
    return html


def _with_tables(html: str) -> str:
    """Each table in a region of its own that scrolls; regions need names that differ."""
    parts = html.split("<table")
    opened = (
        f'<div class="wide" role="region" aria-label="表格{number}" tabindex="0"><table{part}'
        for number, part in enumerate(parts[1:], 1)
    )
    return "".join([parts[0], *opened]).replace("</table>", "</table></div>")


def _plain(text: str) -> str:
    return _BLANKS.sub("", text)
