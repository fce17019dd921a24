"""Everything that checks the project, in the order in which it is quickest to fail.

    python3 scripts/check.py

Prints one line per step with its time, the output of a step only when it fails, and
the tests' own summary. Ends with status 1 at the first failure.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bootstrap
import postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
TESTS = [str(BIN / "pytest"), "-n", "2", "--dist", "loadfile"]
# Rooms that know no database; running them once is enough. So it is for the scripted cases: each
# transition they play is tested on both databases by its own room.
ONCE = ("law", "documents", "intake", "letters", "redaction", "scripted")


def main() -> None:
    """Run all steps."""
    step("格式", [BIN / "ruff", "format", "--check", "."])
    step("代码检查", [BIN / "ruff", "check", "."])
    step("导入方向", [BIN / "lint-imports"])
    step("模板", [BIN / "djlint", "--lint", "--quiet", "templates", "gongkai"])
    step("类型", [BIN / "mypy"])
    step("数据库迁移", [BIN / "gongkai", "makemigrations", "--check", "--dry-run"])
    tests("测试（SQLite）", ["-m", "not browser"], {})
    folder = postgres.binaries()
    if folder:
        with postgres.cluster(folder) as url:
            tests(
                "测试（PostgreSQL）",
                ["-m", "not browser", *(f"--ignore=tests/{room}" for room in ONCE)],
                {"DATABASE_URL": url},
            )
    else:
        bootstrap.say(
            "没有 PostgreSQL 服务器程序，跳过 PostgreSQL 测试（apt-get install postgresql）。"
        )
    if shutil.which("chromium") is None and shutil.which("google-chrome") is None:
        bootstrap.install_system_package("chromium", "浏览器测试需要")
    tests("测试（浏览器）", ["-m", "browser"], {})


def step(name: str, command: list[object]) -> None:
    """Run a check that is silent when it passes."""
    began = time.monotonic()
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    verdict = "通过" if done.returncode == 0 else "失败"
    bootstrap.say(f"{name}：{verdict}（{time.monotonic() - began:.0f} 秒）")
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n{done.stderr}")


def tests(name: str, arguments: list[str], environment: dict[str, str]) -> None:
    """Run a part of the tests and show its summary."""
    bootstrap.say(f"{name} ……")
    done = subprocess.run(
        [*TESTS, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=False
    )
    if done.returncode != 0:
        sys.exit(done.returncode)


if __name__ == "__main__":
    main()
