"""How a transition says no."""


class NotAllowed(Exception):
    """A transition was refused; the one sentence says what is wrong and what to do.

    `field` names the input it is about, so that a form or an import can show the
    sentence at the right place; empty when it concerns the record as a whole.
    """

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class BadAddress(NotAllowed):
    """An address that no page of ours has; the sentence says what is wrong with it."""
