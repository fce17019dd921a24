"""`gongkai`: the whole command line. Ours first; Django's other commands pass through."""

import importlib.metadata
import os
import sys

from django.core.management import execute_from_command_line

# name -> (management command, one line); `import` cannot name a Python module.
GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "开始": {
        "migrate": ("migrate", "建立或升级数据库"),
        "seed": ("seed", "核对基础数据，可重复运行"),
        "demo": ("demo", "载入示范乡镇（新合镇 2017 年）"),
        "serve": ("serve", "启动服务，默认 http://127.0.0.1:8000"),
        "work": ("work", "后台工作，serve 会自动启动：gongkai work [--once]"),
    },
    "台账": {
        "import": ("import_ledger", "导入台账：gongkai import 台账.xlsx --agency 代码 [--dry-run]"),
        "export": ("export_ledger", "导出台账：gongkai export --agency 代码 -o 台账.xlsx"),
    },
    "报告和期限": {
        "report": ("report", "年度报告：gongkai report --agency 代码 --year 2017 --format html"),
        "deadline": (
            "deadline",
            "计算法定期限及其推算过程：gongkai deadline answer --on 2026-02-09",
        ),
    },
    "检索": {
        "search": ("search", "检索索引：gongkai search rebuild|apply|verify"),
        "counters": ("counters", "目录计数：gongkai counters rebuild|verify"),
    },
    "个人信息保护": {
        "keys": ("keys", "加密个人信息的密钥：gongkai keys status|rotate|retire"),
        "erase": ("erase", "清除到期的个人信息：gongkai erase --as 账号 [--dry-run] [--on 日期]"),
    },
}
_COMMANDS = {name: command for group in GROUPS.values() for name, (command, _) in group.items()}


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    words = sys.argv[1:]
    if not words or (words[0] in ("-h", "--help", "help") and len(words) == 1):
        print(_help())
        return
    if words[0] in ("-V", "--version", "version"):
        print(importlib.metadata.version("gongkai"))
        return
    command = _COMMANDS.get(words[0], words[0])
    execute_from_command_line(["gongkai", command, *words[1:]])


def _help() -> str:
    lines = ["用法：gongkai 命令 [选项]（gongkai 命令 --help 看选项）"]
    for group, commands in GROUPS.items():
        lines += ["", group]
        lines += [f"  {name:<10}{about}" for name, (_, about) in commands.items()]
    lines += [
        "",
        "其余命令由 Django 提供，例如 check、dbshell、createcachetable；完整列表：",
        "  gongkai help --commands",
    ]
    return "\n".join(lines)
