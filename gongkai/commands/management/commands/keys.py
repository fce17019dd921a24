"""`gongkai keys status|rotate|retire`: the keys of encrypted personal data."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from tqdm import tqdm

from gongkai.commands.base import OfficeCommand
from gongkai.protection import queries, ring, rotation
from gongkai.protection.faults import ProtectionFault
from gongkai.protection.fields import anything_protected

_SHOWN = 20


class Command(OfficeCommand):
    """Safe to interrupt and to repeat, also while the server runs."""

    word = "keys"
    help = "受保护的个人信息的密钥。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do."""
        parser.add_argument(
            "action",
            choices=["status", "rotate", "retire"],
            help="status 查看密钥；"
            "rotate 增加新密钥，并用它重新加密全部数据，中断后再次运行即可继续；"
            "retire 停用已没有数据使用的旧密钥",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say in one sentence why not."""
        if not settings.GONGKAI_KEYS.exists() and not anything_protected():
            self.stdout.write(f"还没有密钥，首次保存受保护的数据时生成：{settings.GONGKAI_KEYS}")
            return
        actions: dict[str, Callable[[], Iterator[str]]] = {
            "status": _status,
            "rotate": _rotate,
            "retire": _retire,
        }
        try:
            for line in actions[options["action"]]():
                self.stdout.write(line)
        except ProtectionFault as fault:
            raise CommandError(str(fault)) from None


def _status() -> Iterator[str]:
    keys = ring.read(settings.GONGKAI_KEYS)
    used = queries.values_per_key()
    yield f"密钥文件：{keys.path}"
    for key_id in keys.keys:
        use = "现用" if key_id == keys.current else "旧"
        yield f"  {key_id}  {use}  加密数据{used[key_id]}项"
    queries.refuse_lost_keys()


def _rotate() -> Iterator[str]:
    with tqdm(desc="重新加密", unit="条", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        result = rotation.rotate(progress=progress)
    begun = "继续上次未完成的更换，" if result.resumed else "已更换密钥，"
    yield f"{begun}现用密钥{result.key_id}，重新加密{result.done}条记录。"
    if result.faults:
        listed = "\n".join(result.faults[:_SHOWN])
        raise CommandError(f"{len(result.faults)}条记录无法重新加密，旧密钥仍须保留：\n{listed}")
    yield "请备份密钥文件；确认无误后，可用 gongkai keys retire 停用旧密钥。"


def _retire() -> Iterator[str]:
    dropped = rotation.retire()
    if dropped:
        yield f"已停用密钥：{'、'.join(sorted(dropped))}。"
        yield "此前的数据库备份，须配此前备份的密钥文件才能读取。"
    else:
        yield "没有可以停用的密钥：除现用密钥外，密钥文件中的密钥都还有数据使用，或者没有旧密钥。"
