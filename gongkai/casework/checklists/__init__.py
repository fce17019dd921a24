"""What goes wrong with refusals in review, asked before one can be signed.

The questions are data, dated and with their source: data/2008.toml and data/2019.toml.
"""

from gongkai.casework.checklists.loader import (
    Answer,
    Question,
    answers_of,
    questions_for,
    unsettled,
)

__all__ = ["Answer", "Question", "answers_of", "questions_for", "unsettled"]
