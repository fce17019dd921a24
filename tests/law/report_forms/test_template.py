import pytest

from gongkai.law.report_forms.figures import cell
from gongkai.law.report_forms.loader import FORMS
from gongkai.law.report_forms.model import Paragraph
from gongkai.law.report_forms.template import (
    LABELS,
    FactRun,
    FigureRun,
    ShareRun,
    TemplateError,
    TextRun,
    from_labels,
    parse,
    template_of,
    to_labels,
)

KEYS = (
    "{name:agency}公开{proactive.total|条}，网上{proactive.portal}条，"
    "占{proactive.portal%proactive.total:1}；予以公开{applications.closed[outcome_row=r3.1]}件。"
)
CHINESE = (
    "{机关名称}公开{主动公开总数|条}，网上{网站公开数}条，"
    "占{网站公开数%主动公开总数:1}；予以公开{办结申请数〔予以公开〕}件。"
)


def test_parse() -> None:
    total, portal = cell("proactive.total"), cell("proactive.portal")
    assert parse(KEYS, where="测试") == (
        FactRun("agency"),
        TextRun("公开"),
        FigureRun(total, "条"),
        TextRun("，网上"),
        FigureRun(portal),
        TextRun("条，占"),
        ShareRun(portal, total, 1),
        TextRun("；予以公开"),
        FigureRun(cell("applications.closed", outcome_row="r3.1")),
        TextRun("件。"),
    )


def test_nothing_is_a_template() -> None:
    assert parse("", where="测试") == ()


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("共{visits", "std-2021 一、总体情况 第2个字：花括号没有结束"),
        ("共visits}次", "第8个字：花括号不成对"),
        ("共{a{b}}", "第4个字：花括号不成对"),
        ("共{vists}次", "第3个字：占位符“{vists}”有误（没有指标“vists”）"),
        ("共{}次", "占位符“{}”有误"),
        ("{name:mayor}", "没有文字项“mayor”"),
        ("{visits%loans}", "比例应写明小数位数"),
        ("{visits%loans:9}", "比例应写明小数位数"),
        ("{visits%:1}", "没有指标“”"),
    ],
)
def test_an_error_names_form_section_and_place(template: str, message: str) -> None:
    with pytest.raises(TemplateError) as error:
        parse(template, where="std-2021 一、总体情况")
    assert message in str(error.value)
    assert str(error.value).startswith("std-2021 一、总体情况 第")


def test_labels_for_the_clerk_and_back() -> None:
    assert to_labels(KEYS, LABELS) == CHINESE
    assert from_labels(CHINESE, LABELS) == KEYS


def test_labels_of_figures_and_facts_never_collide() -> None:
    assert len(set(LABELS.values())) == len(LABELS)
    assert not [label for label in LABELS.values() if set(label) & set("{}%|:")]


def test_an_unknown_label_is_named() -> None:
    with pytest.raises(TemplateError, match="“接待人数”"):
        from_labels("接待{接待人数|次}", LABELS)


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(TemplateError, match="“vists”"):
        to_labels("{vists}", LABELS)


def test_runs_give_their_template_back() -> None:
    assert template_of(parse(KEYS, where="测试")) == KEYS


@pytest.mark.parametrize("code", FORMS)
def test_every_wording_of_every_form_survives_the_clerk(code: str) -> None:
    for part in FORMS[code].parts():
        if isinstance(part, Paragraph):
            for sentence in part.sentences:
                for runs in sentence.wordings.values():
                    shown = to_labels(template_of(runs), LABELS)
                    assert parse(from_labels(shown, LABELS), where=code) == runs
