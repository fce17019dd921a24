"""Words and filters as the index's own queries."""

from collections.abc import Sequence

from tantivy import Occur, Query

from gongkai.search.folding import EDGE, grams
from gongkai.search.language import Word
from gongkai.search.schema import SCHEMA

# More than the frequency of any word in a text can earn, even for a recent item.
_TITLE_SCORE = 100.0


def matching(words: Sequence[Word], chosen: dict[str, str]) -> Query:
    """Items that hold all words, none of the excluded ones, and bear all codes chosen."""
    clauses = [(Occur.Must, _filter(name, code)) for name, code in chosen.items()]
    for word in words:
        if word.excluded:
            clauses.append((Occur.MustNot, _holds(word)))
        else:
            clauses.append((Occur.Must, _holds(word)))
            clauses += [(Occur.Should, title) for title in _in_title(word)]
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 1.0)))
    return Query.boolean_query(clauses)


def numbered(item_id: int) -> Query:
    """The entry of one item; for deletion (by a plain term, tantivy-py misses unsigned fields)."""
    return Query.term_query(SCHEMA, "item", item_id)


def titled(folded: str) -> Query:
    """Items with `folded` in the title or a number, those that begin with it first."""
    anywhere = Query.const_score_query(_written("head", folded), 1.0)
    beginning = Query.const_score_query(_written("head", EDGE + folded), 1.0)
    return Query.boolean_query([(Occur.Must, anywhere), (Occur.Should, beginning)])


def resembling(folded: str, least: float) -> Query:
    """Items whose title or number shares at least this part of the pairs of `folded`."""
    pairs = list(dict.fromkeys(grams(folded)))
    terms = [(Occur.Should, Query.term_query(SCHEMA, "head", pair)) for pair in pairs]
    return Query.boolean_query(terms, minimum_number_should_match=max(2, round(least * len(pairs))))


def _filter(name: str, code: str) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, name, code, "basic"), 0.0)


def _holds(word: Word) -> Query:
    ways = [_written("text", form) for form in word.forms]
    if word.day:
        day = Query.term_query(SCHEMA, "day", word.day, "basic")
        ways.append(Query.const_score_query(day, 1.0))
    return _any(ways)


def _in_title(word: Word) -> list[Query]:
    ways = [_written("head", form) for form in word.forms if len(form) > 1]
    return [Query.const_score_query(_any(ways), _TITLE_SCORE)] if ways else []


def _any(ways: list[Query]) -> Query:
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])


def _written(field: str, folded: str) -> Query:
    """Exactly these characters in a row; a single one is looked for in titles only."""
    if len(folded) == 1:
        return Query.term_query(SCHEMA, "letter", folded, "basic")
    pairs = grams(folded)
    if len(pairs) == 1:
        return Query.term_query(SCHEMA, field, pairs[0])
    # All pairs, though every second would do: a rare one between leaves few texts to compare.
    words: list[str | tuple[int, str]] = [*pairs]
    return Query.phrase_query(SCHEMA, field, words)
