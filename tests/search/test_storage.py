from pathlib import Path

import pytest

from gongkai.search.index import SearchIndex
from gongkai.search.query import Query
from gongkai.search.storage import IndexOutdated
from tests.search.build import document


def test_an_index_of_another_format_must_be_rebuilt(tmp_path: Path) -> None:
    (tmp_path / "0-old").mkdir()
    (tmp_path / "current").write_text("0-old")
    index = SearchIndex(tmp_path)
    with pytest.raises(IndexOutdated, match="gongkai search rebuild"):
        index.search(Query(text="养老"))
    with pytest.raises(IndexOutdated), index.writer() as writer:
        writer.write([document(1, "养老")])
    with index.writer() as writer:
        writer.rebuild([document(1, "养老")])
    assert index.search(Query(text="养老")).total == 1
    assert not (tmp_path / "0-old").exists()
