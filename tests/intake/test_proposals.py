from datetime import date

import pytest

from gongkai.intake.proposals import propose
from gongkai.intake.topics import TOPIC_WORDS
from gongkai.law.value_lists import GENRES, TOPIC_CATEGORIES

NOTICE = [
    "新河镇人民政府文件",
    "新政发[2017]03号",
    "新河镇人民政府关于印发",
    "《新河镇秸秆禁烧管理办法》的通知",
    "各村（社区）、镇直各单位：",
    "《新河镇秸秆禁烧管理办法》已经镇政府同意，根据省政府令〔2015〕5号，现印发给你们。",
    "本办法自2017年5月1日起施行，2015年3月2日印发的办法同时废止。",
    "新河镇人民政府",
    "二○一七年四月二十一日",
    "（此件公开发布）",
    "新河镇党政办公室　　2017年4月25日印发",
]


def values(lines, **more):
    found = propose(lines, **more)
    return {
        name: getattr(found, name) and getattr(found, name).value
        for name in ("title", "document_number", "generated_on", "agency_name", "genre")
    }


def test_a_red_head_document():
    assert values(NOTICE) == {
        "title": "新河镇人民政府关于印发《新河镇秸秆禁烧管理办法》的通知",
        "document_number": "新政发〔2017〕3号",
        "generated_on": date(2017, 4, 21),
        "agency_name": "新河镇人民政府",
        "genre": "notice",
    }


def test_every_proposal_names_its_place():
    found = propose(NOTICE)
    assert found.title.place == "第4行，发文字号与主送机关之间"
    assert found.document_number.place == "第2行，独立成行的发文字号"
    assert found.generated_on.place == "第9行，独立成行的最后一个日期"
    assert found.agency_name.place == "第8行，成文日期前的署名"
    assert found.genre.place == "标题末尾的“通知”"
    assert found.topics[0].value == "agriculture_water"
    assert found.topics[0].place == "文中的词：秸秆"
    assert found.normative.value is True
    assert found.normative.place == "标题有“办法”，第7行有“自2017年5月1日起施行”"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("新政发〔2017〕3号", "新政发〔2017〕3号"),
        ("新政发［２０１７］１２号", "新政发〔2017〕12号"),
        ("新政发【2017】12号", "新政发〔2017〕12号"),
        ("新政发（2017）第12号", "新政发〔2017〕12号"),
        ("新政发(2017)12 号", "新政发〔2017〕12号"),
        ("新政发﹝二〇一七﹞12号", "新政发〔2017〕12号"),
        ("新政办函〔2017〕12号　　　　签发人：李某", "新政办函〔2017〕12号"),
        ("文号：新政发〔2017〕3号", "新政发〔2017〕3号"),
        ("根据国发〔2017〕3号文件，", None),
        ("2017年第3号", None),
    ],
)
def test_document_numbers_in_all_brackets(line, number):
    found = propose([line, "关于某事的通知", "各村："]).document_number
    assert (found and found.value) == number


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["二〇一七年十二月二十三日"], date(2017, 12, 23)),
        (["二○一七年十月十日"], date(2017, 10, 10)),
        (["2017年3月2日"], date(2017, 3, 2)),
        (["２０１７年３月２日"], date(2017, 3, 2)),
        (["2017年3月2日印发"], None),
        (["会议于2017年3月2日召开，", "至2017年5月2日结束。"], date(2017, 5, 2)),
        (["2017年3月2日", "附件说明到2018年1月1日。"], date(2017, 3, 2)),
        (["2017年2月30日"], None),
        (["没有日期"], None),
    ],
)
def test_the_day_of_the_document(lines, day):
    found = propose(lines).generated_on
    assert (found and found.value) == day


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("关于召开会议的通知", "notice"),
        ("关于加强防火的意见（试行）", "opinion"),
        ("关于某事的函", "letter"),
        ("新河镇人民政府令", "order"),
        ("专题会议纪要", "minutes"),
        ("关于表扬的通报", "circular"),
        ("禁火通告", "public_notice"),
        ("招聘公告", "announcement"),
        ("政府工作报告", None),
        ("秸秆禁烧工作方案", None),
    ],
)
def test_the_genre_stands_at_the_end_of_the_title(title, genre):
    found = propose([title, "正文。"]).genre
    assert (found and found.value) == genre


def test_without_a_number_the_prominent_line_is_the_title():
    lines = ["公示栏", "新河镇2017年度安全生产执法计划", "为落实责任，制定本计划。"]
    assert propose(lines).title.value == "新河镇2017年度安全生产执法计划"
    assert propose(lines).title.place == "第2行，开头的短行"
    assert propose(lines, prominent=["公示栏"]).title.value == "公示栏"
    assert propose(lines).topics[0].value == "market_safety"
    assert propose(lines).normative is None


def test_the_red_head_names_the_agency_where_nobody_signed():
    found = propose(["新河镇人民政府办公室文件", "新政办〔2020〕1号", "关于值班的通知", "各村："])
    assert found.agency_name.value == "新河镇人民政府办公室"
    assert found.agency_name.place == "第1行，红头"


def test_nothing_is_proposed_for_nothing():
    found = propose([""])
    assert (found.title, found.genre, found.topics) == (None, None, ())


def test_topics_are_codes_of_the_list():
    assert set(TOPIC_WORDS) | {"other"} == {term.code for term in TOPIC_CATEGORIES}
    assert {term.label for term in GENRES} >= {"通知", "意见", "公告"}
