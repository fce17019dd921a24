"""Screenshots of the main pages with the demonstration township, wide and narrow.

    .venv/bin/python scripts/screenshots.py [FOLDER]
    .venv/bin/python scripts/screenshots.py --readme

Serves a new database of its own; FOLDER is var/screenshots unless given. With --readme, only
the pictures that the README shows, as one screen each, into docs/screenshots.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import manimgx_fonts_cjk
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
GONGKAI = ROOT / ".venv" / "bin" / "gongkai"
PASSWORD = "xinhe2017"
WIDTHS = {1280: 900, 390: 844}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# name -> (who looks, address)
PAGES = {
    "portal": ("", "/"),
    "public-agency": ("", "/agencies/xinhe/"),
    "catalog": ("", "/catalog/xinhe/"),
    "public-item": ("", "/items/xinhe/2017-00018/"),
    "search": ("", "/search/?q=补贴"),
    "statistics": ("", "/statistics/"),
    "deadlines": ("", "/deadlines/?kind=answer&on=2018-02-05&extension=5&extended=2018-02-14"),
    "applying": ("", "/agencies/xinhe/applying/"),
    "apply": ("", "/apply/?agency=xinhe"),
    "applicant": ("", "/applications/"),
    "today": ("zhuanye", "/desk/xinhe/today/"),
    "reading": ("baomi", "/desk/xinhe/items/1/reading/"),
    "login": ("", "/desk/login/"),
    "home": ("jiandu", "/desk/"),
    "agency": ("zhuren", "/desk/xinhe/?year=2017"),
    "ledger": ("zhuren", "/desk/xinhe/ledgers/releases/"),
    "people": ("zhuren", "/desk/xinhe/ledgers/people/"),
    "entry": ("zhuanye", "/desk/xinhe/ledgers/trainings/entry/"),
    "record": ("zhuanye", "/desk/xinhe/ledgers/trainings/1/"),
    "imports": ("zhuanye", "/desk/xinhe/imports/"),
    "items": ("zhuanye", "/desk/xinhe/items/"),
    "item": ("zhuanye", "/desk/xinhe/items/1/"),
    "draft": ("zhuanye", "/desk/xinhe/items/draft/"),
    "upload": ("zhuanye", "/desk/xinhe/items/upload/"),
    "attachments": ("zhuanye", "/desk/xinhe/items/1/attachments/"),
    "applications": ("zhuren", "/desk/xinhe/applications/?scope=all"),
    "registration": ("zhuren", "/desk/xinhe/applications/new/"),
    "application": ("zhuren", "/desk/xinhe/applications/1/"),
    "record-corrections": ("zhuren", "/desk/xinhe/record-corrections/"),
    "record-registration": ("zhuren", "/desk/xinhe/record-corrections/new/"),
    "reports": ("zhuren", "/desk/xinhe/reports/"),
    "report": ("zhuren", "/desk/xinhe/reports/2017/"),
    "agencies": ("jiandu", "/desk/agencies/"),
    "structure": ("guanli", "/desk/xinhe/structure/"),
    "renaming": ("guanli", "/desk/xinhe/structure/name/"),
    "accounts": ("guanli", "/desk/xinhe/accounts/"),
    "account": ("guanli", "/desk/xinhe/accounts/2/"),
    "permissions": ("guanli", "/desk/permissions/"),
    "calendar": ("zhuren", "/desk/calendar/?year=2017"),
    "calendar-entry": ("zhuren", "/desk/calendar/national/entry/"),
    "parts": ("guanli", "/desk/parts/"),
    "not-found": ("zhuren", "/desk/nowhere/"),
}
README = ("report", "search")


def main() -> None:
    """Take them all."""
    readme = "--readme" in sys.argv
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "screenshots"
    folder = ROOT / "docs" / "screenshots" if readme else given
    pages = {name: PAGES[name] for name in README} if readme else PAGES
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("停止：截图需要 chromium。请运行：apt-get install chromium")
    with served() as address, fonts() as environment, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS, env=environment)
        compile_report(browser, address)
        for width, height in WIDTHS.items() if not readme else [(1280, WIDTHS[1280])]:
            for person in dict.fromkeys(who for who, _ in pages.values()):
                page = signed_in(browser, address, person, width, height)
                for name, (who, path) in pages.items():
                    if who == person:
                        page.goto(address + path)
                        page.screenshot(path=folder / f"{name}-{width}.png", full_page=not readme)
                page.context.close()
        browser.close()
    print(f"· 截图在 {folder}")


@contextmanager
def served() -> Iterator[str]:
    """The demonstration township at an address of its own."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        environment = {
            **os.environ,
            "GONGKAI_VAR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/db",
        }
        for command in (["migrate", "--verbosity", "0"], ["demo"]):
            subprocess.run(
                [GONGKAI, *command], check=True, env=environment, stdout=subprocess.DEVNULL
            )
        port = free_port()
        server = subprocess.Popen(
            [GONGKAI, "serve", "--port", str(port), "--workers", "1"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait()


@contextmanager
def fonts() -> Iterator[dict[str, str | float | bool]]:
    """An environment in which Chinese shows even where the system has no font for it."""
    with tempfile.TemporaryDirectory(prefix="gongkai-fonts-") as folder:
        own = Path(manimgx_fonts_cjk.__file__).parent
        config = Path(folder) / "fonts.conf"
        config.write_text(
            '<?xml version="1.0"?><fontconfig>'
            '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
            f"<dir>{own}</dir><cachedir>{folder}/cache</cachedir></fontconfig>",
            encoding="utf-8",
        )
        yield {**os.environ, "FONTCONFIG_FILE": str(config)}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str) -> None:
    """Return once the server answers."""
    for _ in range(150):
        try:
            urllib.request.urlopen(address)
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    sys.exit("停止：服务没有启动。")


def signed_in(browser: Browser, address: str, person: str, width: int, height: int) -> Page:
    """A page of somebody; of nobody for an empty name."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    if person:
        page.goto(f"{address}/desk/login/")
        page.fill("input[name=username]", person)
        page.fill("input[name=password]", PASSWORD)
        page.click("main button")
    return page


def compile_report(browser: Browser, address: str) -> None:
    """Begin the report of 2017 in the form in which the town published it."""
    page = signed_in(browser, address, "zhuanye", 1280, 900)
    page.goto(f"{address}/desk/xinhe/reports/")
    page.select_option("select[name=year]", "2017")
    page.select_option("select[name=form]", "local-2008")
    page.click("main form button")
    page.context.close()


if __name__ == "__main__":
    main()
