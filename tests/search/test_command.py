from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from gongkai.catalog.models import DisclosureItem
from gongkai.search import changes, queries
from tests.build import Town
from tests.search.build import publish


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


def run(action: str) -> str:
    out = StringIO()
    call_command("search", action, stdout=out)
    return out.getvalue().strip()


def test_rebuild_apply_verify(town: Town) -> None:
    item = publish(town, "养老办法")
    assert run("rebuild") == "检索索引已重建，共1条。"
    assert run("verify") == "检索索引与数据库一致。"
    DisclosureItem.objects.filter(pk=item.pk).update(title="养老服务办法")
    with pytest.raises(CommandError, match=f"内容不同1条（编号 {item.pk}）；请运行"):
        run("verify")
    changes.queue(item.pk)
    assert run("verify") == "检索索引与数据库一致。另有1条待更新。"
    assert run("apply") == "已应用1项变更。"
    assert run("verify") == "检索索引与数据库一致。"


def test_a_busy_index_is_said_so(town: Town) -> None:
    with queries.site_index().writer(), pytest.raises(CommandError, match="另一个进程正在写"):
        run("rebuild")
