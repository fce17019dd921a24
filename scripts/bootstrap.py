"""Make .venv with pinned packages on a machine that has only python3 and make.

    python3 scripts/bootstrap.py REQUIREMENTS STAMP

Uses the standard library alone and must run on Python 3.11 and later. Every
package is checked against its hash. Where the system lacks a part of Python, it is
installed as root, else named with the line that installs it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def main() -> None:
    """Bring .venv up to date and touch the stamp."""
    requirements, stamp = Path(sys.argv[1]), Path(sys.argv[2])
    if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells the user
        stop(f"需要 Python 3.11 或更高版本，现为 {sys.version.split()[0]}。")
    if not healthy():
        say("创建运行环境 .venv ……")
        create()
    say("安装依赖（首次约需一两分钟）……")
    pip("install", "--require-hashes", "-r", str(requirements), what="依赖")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT), what="本程序")
    stamp.touch()


def healthy() -> bool:
    """Whether .venv has a working Python and pip."""
    python = VENV / "bin" / "python"
    if not python.exists():
        return False
    command = [str(python), "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def create() -> None:
    """Make .venv, installing the system's part that Debian keeps in a package of its own."""
    shutil.rmtree(VENV, ignore_errors=True)
    if make_venv():
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    install_system_package(package, "创建运行环境需要系统软件包")
    if not make_venv():
        stop(f"安装 {package} 后仍不能创建 .venv，请检查 python3 的安装。")


def make_venv() -> bool:
    """Try to make .venv; a half-made one is removed."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, check=False
    )
    if made.returncode != 0:
        shutil.rmtree(VENV, ignore_errors=True)
    return made.returncode == 0


def install_system_package(package: str, why: str) -> None:
    """Install a Debian package as root, or stop with the line that does."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        stop(f"{why} {package}。请运行：\n\n    sudo apt-get install -y {package}\n\n然后重试。")
    say(f"安装系统软件包 {package} ……")
    quiet = {
        "capture_output": True,
        "text": True,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    done = subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False, **quiet)
    if done.returncode != 0:
        print(done.stderr, file=sys.stderr)
        stop(f"不能安装 {package}。请检查网络后运行：apt-get install -y {package}")


def pip(*arguments: str, what: str) -> None:
    """Run pip in .venv, quietly; stop with what to do when it fails."""
    command = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    done = subprocess.run([*command, *arguments], check=False)
    if done.returncode != 0:
        stop(f"安装{what}失败（原因见上）。请检查网络后重试；内网机器请先配置 pip 的软件源。")


def say(sentence: str) -> None:
    """Tell the user what is being done."""
    print(f"· {sentence}", flush=True)


def stop(sentence: str) -> None:
    """End with a message."""
    sys.exit(f"\n停止：{sentence}")


if __name__ == "__main__":
    main()
