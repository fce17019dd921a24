"""Public items that may be what an applicant describes."""

from gongkai.portal.search_results import Found, found
from gongkai.search.queries import site_index
from gongkai.search.query import Query

MOST = 5


def similar_items(text: str) -> list[Found]:
    """What holds every word, then what shares most with the sentence; five at most.

    Raises: IndexOutdated.
    """
    if not text.strip():
        return []
    index = site_index()
    exact = index.search(Query(text=text, size=MOST)).hits
    hits = {hit.item_id: hit for hit in (*exact, *index.similar(text, limit=MOST))}
    return found(hits.values())[:MOST]
