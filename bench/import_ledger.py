"""How fast a large ledger is imported into a new SQLite file.

    .venv/bin/python bench/import_ledger.py [rows]

Makes a workbook of 10,000 rows of ten kinds, imports it through the transitions, and
imports it again, when nothing is new. Prints rows per second, by the clock and by processor
time, and the peak of memory.
"""

# ruff: noqa: S106, T201 - the password is of a database that is thrown away
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
_FOLDER = tempfile.TemporaryDirectory(prefix="gongkai-bench-")
os.environ["GONGKAI_VAR"] = _FOLDER.name
os.environ["DATABASE_URL"] = f"sqlite:///{_FOLDER.name}/bench.sqlite3"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402 - the folder must be known first

django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from gongkai.accounts.permissions import Role  # noqa: E402
from gongkai.accounts.transitions import open_first_account  # noqa: E402
from gongkai.agencies.transitions import agency as agencies  # noqa: E402
from gongkai.audit.acting import Acting  # noqa: E402
from gongkai.calendars.queries import calendar  # noqa: E402
from gongkai.commands import importing  # noqa: E402
from gongkai.desk.registers import BY_KEY, LEDGERS  # noqa: E402
from gongkai.ledgers.importing import import_sheets  # noqa: E402
from gongkai.ledgers.workbook import write_workbook  # noqa: E402

# Of a hundred rows, how many of each kind.
SHARES = {
    "trainings": 2,
    "items": 36,
    "releases": 36,
    "holdings": 10,
    "visits": 3,
    "loans": 3,
    "applications": 10,
}
DAY = date(2008, 6, 2)


def main() -> None:
    """Build, import twice, report."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    call_command("migrate", verbosity=0)
    acting = _desk()
    path = Path(_FOLDER.name) / "bench.xlsx"
    path.write_bytes(write_workbook(_sheets(total)))
    print(f"工作簿 {path.stat().st_size / 1e6:.1f} MB，{total} 行左右，{os.cpu_count()} 个处理器")
    for name in ("首次导入", "再次导入"):
        began, processor = time.perf_counter(), time.process_time()
        result = importing.run(path, import_sheets, agency=_agency(), acting=acting)
        took, processor = time.perf_counter() - began, time.process_time() - processor
        if result.errors:
            sys.exit("\n".join(map(str, result.errors[:10])))
        rows = result.new + result.already_there
        print(
            f"{name}：新增 {result.new} 行，用时 {took:.1f} 秒（处理器 {processor:.1f} 秒），"
            f"每秒 {rows / took:.0f} 行"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"内存峰值 {peak:.0f} MB")


def _agency() -> agencies.Agency:
    return agencies.Agency.objects.prefetch_related("names").get()


def _desk() -> Acting:
    user = open_first_account(
        username="bench", full_name="测试员", password="bench-2017-bench", at=timezone.localtime()
    )
    acting = Acting(by=user, at=timezone.localtime(), calendar=calendar())
    entry = agencies.AgencyEntry(
        code="bench",
        kind="township",
        full_name="青山镇人民政府",
        short_name="青山镇",
        established_on=date(2000, 1, 1),
    )
    agency = agencies.found(entry, acting=acting)
    agencies.grant(agency, user=user, role=Role.SPECIALIST, acting=acting)
    user._prefetched_objects_cache = {}  # type: ignore[attr-defined] - the new role counts
    return acting


def _sheets(total: int) -> Iterator[tuple[object, Iterator[list[object]]]]:
    counts = {key: total * share // 100 for key, share in SHARES.items()}
    fixed = {
        "people": [{"name": name, "title": "干事", "since": DAY} for name in ("甲", "乙", "丙")],
        "channels": [{"kind": "政府网站", "name": "网站", "since": DAY}],
        "reading-rooms": [{"name": "大厅", "place": "一楼", "since": DAY}],
    }
    for ledger in LEDGERS:
        if ledger.key in fixed:
            rows = fixed[ledger.key]
        elif ledger.key in counts:
            rows = [_row(ledger.key, number) for number in range(counts[ledger.key])]
        else:
            continue
        fields = [column.field for column in BY_KEY[ledger.key].columns]
        yield ledger, ([row.get(field, "") for field in fields] for row in rows)


def _row(key: str, number: int) -> dict[str, object]:
    day = DAY + timedelta(days=number % 4000)
    later = day + timedelta(days=5)
    title = f"关于第{number}号事项的通知"
    rows: dict[str, dict[str, object]] = {
        "trainings": {"held_on": day, "subject": f"学习{number}", "participants": 20},
        "items": {
            "title": title,
            "document_number": f"青政发〔{day.year}〕{number}号",
            "generated_on": day,
            "summary": "告知事项的依据、对象、程序和办理地点。",
            "body": "一、依据有关规定办理。二、请相互转告。\n" * 12,
            "topic_category": "综合政务",
            "business_category": "业务管理类",
            "published_on": later,
            "drafter": "甲",
            "drafted_on": day,
            "reviewer": "乙",
            "reviewed_on": day,
            "review_basis": "不涉及国家秘密、商业秘密和个人隐私",
            "approver": "丙",
            "approved_on": later,
        },
        "releases": {"item": title, "channel": "网站", "released_on": later},
        "holdings": {
            "room": "大厅",
            "title": title,
            "medium": "纸质",
            "delivered_on": later,
            "item": title,
        },
        "visits": {"room": "大厅", "since": day, "counted_on": day, "visitors": 9},
        "loans": {"room": "大厅", "serial": str(number), "title": title, "lent_on": later},
        "applications": {
            "number": f"依申请〔{day.year}〕{number}号",
            "received_on": day,
            "channel": "网上",
            "applicant_kind": "自然人",
            "applicant": "申请人",
            "content": f"申请公开第{number}号事项的办理情况",
            "replied_on": later,
            "outcome": "予以公开" if day >= date(2019, 5, 15) else "同意公开",
        },
    }
    return rows[key]


if __name__ == "__main__":
    main()
