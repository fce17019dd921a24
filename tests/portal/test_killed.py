"""A server that is killed while an application comes in keeps the whole of it, or nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

NOTHING = [0, 0, 0, 0, 0, 0]
# Application, submission, identity, proof, enclosure; submitted, proof kept, file attached.
WHOLE = [1, 1, 1, 1, 1, 3]
MIGRATE = "from gongkai.commands.cli import main; main()"


def test_wherever_it_is_killed_all_or_nothing_is_there_and_sent_again_once(tmp_path: Path) -> None:
    environment = os.environ | {
        "GONGKAI_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    environment.pop("DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-c", MIGRATE, "migrate", "--verbosity", "0"], env=environment, check=True
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.portal.killed_posts", "12"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    kills = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(kills) > 5
    assert [(at, after) for at, after, _ in kills if after not in (NOTHING, WHOLE)] == []
    assert [(at, again) for at, _, again in kills if again != WHOLE] == []
    held = [after for _, after, _ in kills]
    assert held[0] == NOTHING
    assert WHOLE in held
