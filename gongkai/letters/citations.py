"""How a letter cites the law."""

from datetime import date

from gongkai.letters.loader import DOCUMENTS

_REGULATION = "《中华人民共和国政府信息公开条例》"
_REVISED = date(2019, 5, 15)


def regulation(regime: str, *, on: date) -> str:
    """Return the name of the Regulations; those of 2007 with their order once there are new ones.

    Source: 国务院令第492号; 国务院令第711号.
    """
    if regime == "2008" and on >= _REVISED:
        return f"{_REGULATION}（国务院令第492号）"
    return _REGULATION


def cited(article: str, *, name: str) -> str:
    """Return articles as a letter cites them; `name` is the name of the Regulations.

    `article` is as the rows of the law have it: 第十四条、第三十六条第（三）项, or
    政府信息公开条例(2019) 第三十一条, or several of them parted by ；.
    """
    return "和".join(_cited(part.strip(), name) for part in article.split("；") if part.strip())


def _cited(part: str, name: str) -> str:
    if part.startswith("第"):
        return name + part
    document, _, rest = part.partition(" ")
    if document.startswith("政府信息公开条例("):
        return name + rest
    return DOCUMENTS.get(document, document) + rest
