"""Pin every package with its hashes, for all platforms, without any index address.

    python3 scripts/lock.py

Reads pyproject.toml, writes requirements/run.txt and requirements/dev.txt. Needs uv
on the path or in .venv; users never need it.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
COMMON = [
    "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
    "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--upgrade",
    "--extra", "postgres",
]  # fmt: skip


def main() -> None:
    """Write both lock files; the development one holds the same versions and more."""
    uv = shutil.which("uv") or str(ROOT / ".venv" / "bin" / "uv")
    if not Path(uv).exists():
        sys.exit("停止：需要 uv。请运行：.venv/bin/pip install uv")
    inputs = [str(ROOT / "pyproject.toml"), str(REQUIREMENTS / "build.in")]
    run, dev = str(REQUIREMENTS / "run.txt"), str(REQUIREMENTS / "dev.txt")
    subprocess.run([uv, *COMMON, *inputs, "-o", run], cwd=ROOT, check=True)
    dev_arguments = ["--group", "dev", "-c", run, *inputs, "-o", dev]
    subprocess.run([uv, *COMMON, *dev_arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
