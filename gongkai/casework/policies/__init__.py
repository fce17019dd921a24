"""What may be done with the findings and the decision of a case, and what stands against signing.

The pages ask the same questions as the transitions.
"""

from gongkai.casework.policies.decisions import (
    permit_checklist,
    permit_drafting,
    permit_revision,
)
from gongkai.casework.policies.findings import (
    permit_copy,
    permit_inventory,
    permit_marking,
    permit_search,
)
from gongkai.casework.policies.obstacles import faults, obstacles

__all__ = [
    "faults",
    "obstacles",
    "permit_checklist",
    "permit_copy",
    "permit_drafting",
    "permit_inventory",
    "permit_marking",
    "permit_revision",
    "permit_search",
]
