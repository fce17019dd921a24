"""Ask Datasette for pages and say what each cost; run by the Python that has Datasette.

    python bench/datasette_pages.py DATABASE METADATA < asked.json

`asked.json` holds lists of addresses by name; for each name come the processor milliseconds of
its pages, the smaller of two rounds per page, and the numbers of rows they found. The pages are
asked for through the ASGI application, without a server between.
"""

# ruff: noqa: T201 - it prints
import asyncio
import json
import sys
import time
from pathlib import Path

from datasette.app import Datasette

ROUNDS = 2
# No page is cut short, and none is asked what else it could count.
SETTINGS = {
    "sql_time_limit_ms": 60_000,
    "facet_time_limit_ms": 60_000,
    "facet_suggest_time_limit_ms": 1,
    "suggest_facets": False,
    "num_sql_threads": 1,
    "default_page_size": 20,
}


async def main() -> None:
    """Warm up, then measure what stands on stdin."""
    database, metadata = sys.argv[1:]
    told = json.loads(Path(metadata).read_text(encoding="utf-8"))
    application = Datasette([], immutables=[database], metadata=told, settings=SETTINGS).app()
    asked: dict[str, list[str]] = json.load(sys.stdin)
    for addresses in asked.values():
        await page(application, addresses[0])
    answers = {}
    for name, addresses in asked.items():
        times = [min([await cost(application, one) for _ in range(ROUNDS)]) for one in addresses]
        answers[name] = times, [await found(application, one) for one in addresses]
    print(json.dumps(answers))


async def cost(application: object, address: str) -> float:
    """The processor time of one page, all threads together."""
    began = time.process_time()
    await page(application, address)
    return (time.process_time() - began) * 1_000


async def found(application: object, address: str) -> int:
    """The number of rows an address finds."""
    answer = json.loads(await page(application, address.replace("?", ".json?", 1)))
    return int(answer["filtered_table_rows_count"])


async def page(application: object, address: str) -> bytes:
    """The body of an address, which must be found."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1")],
    }
    messages: list[dict] = []  # type: ignore[type-arg]

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:  # type: ignore[type-arg]
        messages.append(message)

    await application(scope, receive, send)  # type: ignore[operator]
    body = b"".join(message.get("body", b"") for message in messages)
    if messages[0]["status"] != 200:
        sys.exit(f"{address}: {messages[0]['status']} {body[:500]!r}")
    return body


if __name__ == "__main__":
    asyncio.run(main())
