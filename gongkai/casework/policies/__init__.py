"""What may be done with the findings and the decision of a case, and what stands against signing.

The pages ask the same questions as the transitions.
"""

from gongkai.casework.policies.decisions import (
    permit_checklist,
    permit_drafting,
    permit_revision,
)
from gongkai.casework.policies.dropping import letters_about, permit_dropping
from gongkai.casework.policies.findings import (
    permit_copy,
    permit_document,
    permit_inventory,
    permit_marking,
    permit_original,
    permit_search,
)
from gongkai.casework.policies.obstacles import faults, obstacles

__all__ = [
    "faults",
    "letters_about",
    "obstacles",
    "permit_checklist",
    "permit_copy",
    "permit_document",
    "permit_drafting",
    "permit_dropping",
    "permit_inventory",
    "permit_marking",
    "permit_original",
    "permit_revision",
    "permit_search",
]
