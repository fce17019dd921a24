"""Topic, column and subject terms are corrected in any state but the last ones."""

import pytest

from gongkai.accounts.refusals import NotAllowed
from gongkai.audit.models import Entry
from gongkai.catalog.transitions.frame import CatalogColumnEntry, add_column
from gongkai.publication import queries
from gongkai.publication.transitions.classifying import Classification, classify
from tests.build import TODAY, Town
from tests.publication.build import GONE, Status, drafted, every_state_but, in_state, published

TOPIC = Classification(topic_category="civil_relief")


@pytest.mark.parametrize("state", every_state_but(*GONE))
def test_a_classification_leaves_state_and_text_alone(town: Town, state: Status) -> None:
    item = in_state(town, state)
    digest, entries = queries.text_digest(item), Entry.objects.count()
    changed = classify(item.pk, TOPIC, reason="统一主题", acting=town.acting("li"))
    assert (changed.status, changed.topic_category) == (state, "civil_relief")
    assert queries.text_digest(changed) == digest
    assert Entry.objects.count() == entries + 1


@pytest.mark.parametrize("state", GONE)
def test_what_is_gone_is_not_classified(town: Town, state: Status) -> None:
    with pytest.raises(NotAllowed, match="不再更正"):
        classify(in_state(town, state).pk, TOPIC, reason="统一", acting=town.acting("li"))


def test_a_column_is_named_and_must_be_there(town: Town) -> None:
    item = published(town)
    column = Classification(column_category="农业农村")
    with pytest.raises(NotAllowed, match="没有名为“农业农村”的目录栏目"):
        classify(item.pk, column, reason="统一", acting=town.acting("li"))
    entry = CatalogColumnEntry(title="农业农村", since=TODAY)
    made = add_column(town.agency, entry, acting=town.acting("li"))
    changed = classify(item.pk, column, reason="统一", acting=town.acting("li"))
    assert changed.column_category == made


@pytest.mark.parametrize(
    ("what", "reason", "sentence"),
    [
        (TOPIC, " ", "更正的原因"),
        (Classification(), "统一", "没有改动"),
        (Classification(topic_category="agriculture_water"), "统一", "没有改动"),
    ],
)
def test_what_is_no_correction(
    town: Town, what: Classification, reason: str, sentence: str
) -> None:
    with pytest.raises(NotAllowed, match=sentence):
        classify(drafted(town).pk, what, reason=reason, acting=town.acting("li"))


@pytest.mark.parametrize("person", ["qian", "sun", "zhao", "wu", "admin", "wang"])
def test_only_the_desk_classifies(town: Town, person: str) -> None:
    with pytest.raises(NotAllowed, match="批量更正分类"):
        classify(drafted(town).pk, TOPIC, reason="统一", acting=town.acting(person))
