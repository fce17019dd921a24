"""How much of a value is shown, and which spellings are the same."""

import pytest

from gongkai.protection.masking import Kind, masked, masked_text, normal


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (Kind.NAME, "张三", "张*"),
        (Kind.NAME, "张三丰", "张**"),
        (Kind.NAME, "欧阳修", "欧阳*"),
        (Kind.NAME, "司马", "司*"),
        (Kind.NAME, "阿依古丽·买买提", "阿**"),
        (Kind.NAME, "李", "*"),
        (Kind.ID_NUMBER, "220581199003072415", "**************2415"),
        (Kind.ID_NUMBER, "22058119900307241x", "**************241X"),
        (Kind.ID_NUMBER, "220581900307241", "***********7241"),
        (Kind.ID_NUMBER, "E12345678", "*********"),
        (Kind.PHONE, "13812345678", "138****5678"),
        (Kind.PHONE, "+86 138-1234-5678", "138****5678"),
        (Kind.PHONE, "１３８１２３４５６７８", "138****5678"),
        (Kind.PHONE, "0431-81234567", "****4567"),
        (Kind.PHONE, "12345", "****"),
        (Kind.ADDRESS, "长河省清水县青山镇李家村三组18号", "长河省清水县青山镇李家村****"),
        (Kind.ADDRESS, "吉林省四平市铁西区红旗街12号3栋", "吉林省四平市铁西区红旗街****"),
        (Kind.ADDRESS, "长春市朝阳区红旗街道幸福社区5号", "长春市朝阳区红旗街道幸福社区****"),
        (Kind.ADDRESS, "长春市朝阳区翠湖小区3栋2单元", "长春市朝阳区****"),
        (Kind.ADDRESS, "青山镇李家村三组路边第二家", "青山镇李家村****"),
        (Kind.ADDRESS, "18号", "****"),
        (Kind.EMAIL, "zhang@example.com", "z***@example.com"),
        (Kind.EMAIL, "a@example.com", "***@example.com"),
        (Kind.EMAIL, "没有邮箱", "***"),
        (Kind.PHONE, "", ""),
        (Kind.NAME, "  ", ""),
    ],
)
def test_masked(kind: Kind, value: str, shown: str) -> None:
    assert masked(kind, value) == shown


@pytest.mark.parametrize(
    ("kind", "values", "one"),
    [
        (
            Kind.PHONE,
            [
                "13812345678",
                "138 1234 5678",
                "138-1234-5678",
                "１３８１２３４５６７８",
                "+8613812345678",
            ],
            "13812345678",
        ),
        (Kind.PHONE, ["(0431)81234567", "0431-8123 4567"], "043181234567"),
        (Kind.PHONE, ["8612345", "86-12345"], "8612345"),
        (
            Kind.ID_NUMBER,
            ["22058119900307241x", "220581 19900307 241X", "２２０５８１１９９００３０７２４１Ｘ"],
            "22058119900307241X",
        ),
        (Kind.EMAIL, ["Zhang@Example.com ", "ｚhang@example.com"], "zhang@example.com"),
        (Kind.NAME, ["陈小河", "陈 小河", "陈\u200b小河"], "陈小河"),
        (Kind.NAME, ["买买提·艾力", "买买提•艾力"], "买买提·艾力"),
    ],
)
def test_spellings_that_are_the_same(kind: Kind, values: list[str], one: str) -> None:
    assert {normal(kind, value) for value in values} == {one}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("申请人220581199003072415来电", "申请人****来电"),
        ("号码22058119900307241X。", "号码****。"),
        ("220581 19900307 2415", "****"),
        ("旧证220581900307241", "旧证****"),
        ("手机13812345678、139 1234 5678", "手机****、****"),
        ("１３８１２３４５６７８", "****"),
        ("座机0431-81234567", "座机****"),
        ("/people/13812345678/", "/people/****/"),
        ("2024年3月1日第12号，共1381234页", "2024年3月1日第12号，共1381234页"),
        ("耗时1700000000123毫秒", "耗时1700000000123毫秒"),
    ],
)
def test_numbers_in_a_text_are_starred(text: str, shown: str) -> None:
    assert masked_text(text) == shown
