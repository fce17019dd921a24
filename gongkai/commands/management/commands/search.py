"""`gongkai search rebuild|apply|verify`: the search index and the database."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from gongkai.search import changes, queries
from gongkai.search.index import SearchIndex
from gongkai.search.lock import IndexBusy
from gongkai.search.storage import IndexOutdated

_SHOWN = 20


class Command(BaseCommand):
    help = "检索索引：重建、应用变更、与数据库核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "action",
            choices=["rebuild", "apply", "verify"],
            help="rebuild 重建索引；apply 写入待更新的条目；verify 与数据库逐条核对",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        actions: dict[str, Callable[[SearchIndex], str]] = {
            "rebuild": _rebuild,
            "apply": _apply,
            "verify": _verify,
        }
        try:
            self.stdout.write(actions[options["action"]](queries.site_index()))
        except (IndexBusy, IndexOutdated) as refusal:
            raise CommandError(str(refusal)) from None


def _rebuild(index: SearchIndex) -> str:
    with tqdm(desc="重建检索索引", unit="条", disable=None) as bar:
        number = changes.rebuild(
            index, queries.published_ids, queries.published, progress=_shown_on(bar)
        )
    return f"检索索引已重建，共{number}条。"


def _apply(index: SearchIndex) -> str:
    return f"已应用{changes.apply_changes(index, queries.published)}项变更。"


def _verify(index: SearchIndex) -> str:
    with tqdm(desc="核对检索索引", unit="条", disable=None) as bar:
        found = changes.verify(
            index, queries.published_ids, queries.published, progress=_shown_on(bar)
        )
    waiting = f"另有{len(found.queued)}条待更新。" if found.queued else ""
    if not found:
        return f"检索索引与数据库一致。{waiting}"
    lists = {"缺少": found.missing, "多余": found.surplus, "内容不同": found.outdated}
    named = "".join(f"{name}{_listed(ids)}；" for name, ids in lists.items() if ids)
    raise CommandError(f"检索索引与数据库不一致：{named}{waiting}请运行：gongkai search rebuild")


def _listed(ids: list[int]) -> str:
    more = " 等" if len(ids) > _SHOWN else ""
    return f"{len(ids)}条（编号 {'、'.join(map(str, ids[:_SHOWN]))}{more}）"


def _shown_on(bar: "tqdm[Any]") -> changes.Progress:
    def show(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return show
