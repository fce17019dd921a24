"""Words and filters as the index's own queries."""

from collections.abc import Sequence

from tantivy import Occur, Query, Searcher

from gongkai.search.folding import EDGE, MARK, grams
from gongkai.search.frequent import NONE, Rows
from gongkai.search.language import Word
from gongkai.search.schema import SCHEMA
from gongkai.search.similarity import Parts

# More than the frequency of any word in a text can earn, even for a recent item.
_TITLE_SCORE = 100.0


def matching(
    searcher: Searcher, words: Sequence[Word], chosen: dict[str, str], frequent: Rows
) -> Query:
    """Items that hold all words, none of the excluded ones, and bear all codes chosen.

    `frequent` are the rows of characters that the index knows; they have no scores.
    """
    return Query.boolean_query(_clauses(searcher, words, chosen, frequent))


def ranked(searcher: Searcher, words: Sequence[Word], chosen: dict[str, str]) -> Query:
    """The same items, those with more of the words in the title first."""
    titles = [(Occur.Should, title) for title in _titles(searcher, words)]
    return Query.boolean_query(_clauses(searcher, words, chosen) + titles)


def titled_first(searcher: Searcher, words: Sequence[Word], chosen: dict[str, str]) -> Query:
    """Those of the same items that `ranked` puts first: a word stands in the title."""
    titles = Query.boolean_query([(Occur.Should, title) for title in _titles(searcher, words)])
    return Query.boolean_query([*_clauses(searcher, words, chosen), (Occur.Must, titles)])


def of_years(asked: Query, years: Sequence[str]) -> Query:
    """Those of the items that were published in these years."""
    return Query.boolean_query(
        [(Occur.Must, asked), (Occur.Must, _any([_filter("year", year) for year in years]))]
    )


def numbered(item_id: int) -> Query:
    """The entry of one item; for deletion (by a plain term, tantivy-py misses unsigned fields)."""
    return Query.term_query(SCHEMA, "item", item_id)


def titled(searcher: Searcher, folded: str) -> Query:
    """Items with `folded` in the title or a number, those that begin with it first."""
    anywhere = Query.const_score_query(_written(searcher, "head", folded), 1.0)
    beginning = Query.const_score_query(_written(searcher, "head", EDGE + folded), 1.0)
    return Query.boolean_query([(Occur.Must, anywhere), (Occur.Should, beginning)])


def resembling(folded: str, least: float) -> Query:
    """Items whose title or number shares at least this part of the pairs of `folded`."""
    pairs = list(dict.fromkeys(grams(folded)))
    terms = [(Occur.Should, Query.term_query(SCHEMA, "head", pair)) for pair in pairs]
    return Query.boolean_query(terms, minimum_number_should_match=max(2, round(least * len(pairs))))


def sharing(parts: Parts) -> Query:
    """Items whose title or number has enough of the parts, those with more of them first."""
    pairs = [Query.term_query(SCHEMA, "head", pair, "basic") for pair in parts.pairs]
    years = [_any([_year_in_title(year), _filter("year", year)]) for year in parts.years]
    enough = Query.boolean_query(
        [(Occur.Should, Query.const_score_query(pair, 1.0)) for pair in pairs],
        minimum_number_should_match=parts.least,
    )
    ranks = [(Occur.Should, Query.const_score_query(year, 1.0)) for year in years]
    return Query.boolean_query([(Occur.Must, enough), *ranks])


def _year_in_title(year: str) -> Query:
    return Query.phrase_query(SCHEMA, "head", list(grams(year)))


def _filter(name: str, code: str) -> Query:
    return Query.const_score_query(Query.term_query(SCHEMA, name, code, "basic"), 0.0)


def _holds(searcher: Searcher, word: Word, frequent: Rows) -> Query:
    # The index knows a date in whichever way a text writes it.
    forms = word.forms[:1] if word.day else word.forms
    ways = [
        Query.term_query(SCHEMA, "row", form, "basic")
        if form in frequent
        else _written(searcher, "text", form)
        for form in forms
    ]
    if word.day:
        day = Query.term_query(SCHEMA, "day", word.day, "basic")
        ways.append(Query.const_score_query(day, 1.0))
    return _any(ways)


def _clauses(
    searcher: Searcher, words: Sequence[Word], chosen: dict[str, str], frequent: Rows = NONE
) -> list[tuple[Occur, Query]]:
    clauses = [(Occur.Must, _filter(name, code)) for name, code in chosen.items()]
    clauses += [
        (Occur.MustNot if word.excluded else Occur.Must, _holds(searcher, word, frequent))
        for word in words
    ]
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 1.0)))
    return clauses


def _titles(searcher: Searcher, words: Sequence[Word]) -> list[Query]:
    """For each word that is looked for, the items with it in the title or a number."""
    found = []
    for word in words:
        # With marks, a date is a part of many a number: 2017-03 of 2017-034567.
        forms = [form for form in word.forms if len(form) > 1 and not (word.day and MARK in form)]
        ways = [_written(searcher, "head", form) for form in forms]
        if ways and not word.excluded:
            found.append(Query.const_score_query(_any(ways), _TITLE_SCORE))
    return found


def _any(ways: list[Query]) -> Query:
    return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])


def _written(searcher: Searcher, field: str, folded: str) -> Query:
    """Exactly these characters in a row; a single one is looked for in titles only."""
    if len(folded) == 1:
        return Query.term_query(SCHEMA, "letter", folded, "basic")
    pairs = grams(folded)
    if len(pairs) == 1:
        return Query.term_query(SCHEMA, field, pairs[0])
    return Query.phrase_query(SCHEMA, field, _telling(searcher, field, pairs))


def _telling(searcher: Searcher, field: str, pairs: list[str]) -> list[str | tuple[int, str]]:
    """The pairs of a phrase with their places, without those that cost more than they tell.

    A pair between two others holds no character that these do not hold. The rarest pair stays:
    it leaves few texts to compare.
    """
    often = [searcher.doc_freq(field, pair) for pair in pairs]
    places = set(range(len(pairs)))
    for place in sorted(range(1, len(pairs) - 1), key=often.__getitem__, reverse=True):
        if often[place] > min(often) and {place - 1, place + 1} <= places:
            places.remove(place)
    return [(place, pairs[place]) for place in sorted(places)]
