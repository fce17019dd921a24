"""`gongkai keys`, and what `gongkai serve` refuses."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from gongkai.commands.management.commands import serve
from gongkai.protection import ring
from gongkai.protection.secret import reveal
from tests.protection.build import PHONE, again, age, enter, overwrite, stored

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str], action: str) -> list[str]:
    call_command("keys", action)
    return capsys.readouterr().out.splitlines()


def test_before_the_first_value(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    serve.refuse_lost_keys()
    for action in ("status", "rotate", "retire"):
        assert said(capsys, action) == [
            f"还没有密钥，首次保存受保护的数据时生成：{settings.GONGKAI_KEYS}"
        ]
    assert not settings.GONGKAI_KEYS.exists()


def test_status_rotate_retire(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    record = enter()
    first = ring.read(settings.GONGKAI_KEYS).current
    assert said(capsys, "status") == [
        f"密钥文件：{settings.GONGKAI_KEYS}",
        f"  {first}  现用  加密数据4项",
    ]
    rotated = said(capsys, "rotate")
    second = ring.read(settings.GONGKAI_KEYS).current
    assert rotated[0] == f"已更换密钥，现用密钥{second}，重新加密1条记录。"
    assert said(capsys, "status")[1:] == [
        f"  {first}  旧  加密数据0项",
        f"  {second}  现用  加密数据4项",
    ]
    with pytest.raises(CommandError, match="10分钟后再停用"):
        call_command("keys", "retire")
    age(settings.GONGKAI_KEYS, minutes=10)
    assert said(capsys, "retire")[0] == f"已停用密钥：{first}。"
    assert said(capsys, "retire")[0].startswith("没有可以停用的密钥")
    assert said(capsys, "status")[1:] == [f"  {second}  现用  加密数据4项"]
    assert reveal(again(record).phone) == PHONE


def test_what_cannot_be_read_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = enter(), enter()
    overwrite(second, "phone", stored(first, "phone"))
    with pytest.raises(CommandError, match=f"1条记录无法重新加密.*\n.*phone.{second.pk} "):
        call_command("keys", "rotate")


def test_a_missing_ring_is_a_clear_sentence(settings: Any) -> None:
    enter()
    settings.GONGKAI_KEYS.unlink()
    for action in ("status", "rotate", "retire"):
        with pytest.raises(CommandError, match=f"找不到密钥文件 {settings.GONGKAI_KEYS}"):
            call_command("keys", action)
    with pytest.raises(CommandError, match=f"找不到密钥文件 {settings.GONGKAI_KEYS}"):
        serve.refuse_lost_keys()


def test_a_lost_key_is_a_clear_sentence(settings: Any, tmp_path: Path) -> None:
    enter()
    lost = ring.read(settings.GONGKAI_KEYS).current
    settings.GONGKAI_KEYS = tmp_path / "other.json"
    ring.create(settings.GONGKAI_KEYS)
    with pytest.raises(CommandError, match=f"没有编号为“{lost}”的密钥"):
        serve.refuse_lost_keys()
    with pytest.raises(CommandError, match=f"没有编号为“{lost}”的密钥"):
        call_command("keys", "status")
