"""No sequence of transitions, legal or refused, leads a case where the law cannot stand.

`GONGKAI_SEQUENCES=1000` tries so many new ones; without it the same hundred are tried each time.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.build import Town
from tests.casework.build import furnished
from tests.scripted.machine_letters import Office

_SEQUENCES = int(os.environ.get("GONGKAI_SEQUENCES", "0"))


def test_no_sequence_of_transitions_breaks_an_invariant(town: Town) -> None:
    Office.town = furnished(town)
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=_SEQUENCES or 100,
            stateful_step_count=25,
            derandomize=not _SEQUENCES,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
