"""Figures of published reports, as the notes on them give them."""

from gongkai.law.report_forms.figures import CellRef, parse_ref
from gongkai.law.report_forms.values import Counted, FigureValue


def figures(numbers: dict[str, int]) -> dict[CellRef, FigureValue]:
    return {parse_ref(key): Counted(number) for key, number in numbers.items()}


# The township's report for 2017; what it does not mention is zero.
TOWNSHIP_2017 = figures(
    {
        "leaders.head": 1,
        "leaders.deputy": 1,
        "leaders.members": 4,
        "staff.specialists": 4,
        "staff.part_time": 16,
        "meetings": 1,
        "trainings": 6,
        "trainings.participants": 120,
        "supporting_rules": 4,
        "proactive.total": 44,
        "proactive.portal": 10,
        "proactive.wechat": 34,
        "proactive.policy": 12,
        "proactive.plans": 6,
        "proactive.business": 15,
        "proactive.other": 11,
        "concern.total": 4,
        "concern.normative": 1,
        "concern.plans": 1,
        "concern.major": 1,
        "concern.funds": 1,
        "portal.columns": 1,
        "reading_rooms": 2,
        "reading_rooms.electronic": 1,
        "holdings.paper": 12,
        "holdings.electronic": 27,
        "visits": 1147,
        "loans": 19,
        "gazettes": 0,
        "press_conferences": 0,
        "bulletins": 4,
        "timely.web": 28,
        "timely.reading_room": 14,
        "applications.received": 22,
        "applications.in_person": 10,
        "applications.fax": 0,
        "applications.email": 0,
        "applications.online": 12,
        "applications.letter": 0,
        "applications.other_channel": 0,
        "applications.answered": 22,
        "applications.granted": 21,
        "applications.partly_granted": 0,
        "applications.refused": 1,
        "applications.refused.not_government_information": 0,
        "applications.refused.not_existing": 1,
        "applications.refused.not_held": 0,
        "applications.refused.unclear": 0,
        "applications.refused.state_secret": 0,
        "applications.refused.trade_secret": 0,
        "applications.refused.privacy": 0,
        "applications.refused.process_info": 0,
        "applications.refused.enforcement_file": 0,
        "applications.refused.other_law": 0,
        "applications.refused.other": 0,
        "reconsiderations": 0,
        "lawsuits": 0,
        "appeals": 0,
        "fees.charged": 0,
        "fees.waived": 0,
    }
)

OUTCOME_ROWS_2019 = (
    *("r3.1", "r3.2"),
    *(f"r3.3.{n}" for n in range(1, 9)),
    *(f"r3.4.{n}" for n in range(1, 4)),
    *(f"r3.5.{n}" for n in range(1, 6)),
    "r3.6",
)

# A published report in the trial format, column of natural persons and the totals it prints.
# The notes give the eleven outcomes that are not zero, but not their rows; only the sum matters.
OUTCOMES_2019 = (258, 3, 14, 5, 3, 10, 252, 44, 25, 148, 5, 0, 0, 0, 0, 0, 0, 0, 0)
NATURAL = "applicant_kind=natural_person"
CITY_2019 = figures(
    {
        f"applications.received[{NATURAL}]": 821,
        f"applications.carried_over[{NATURAL}]": 18,
        f"applications.closed[{NATURAL}]": 767,
        f"applications.carried_forward[{NATURAL}]": 72,
        **{
            f"applications.closed[{NATURAL},outcome_row={row}]": number
            for row, number in zip(OUTCOME_ROWS_2019, OUTCOMES_2019, strict=True)
        },
        "applications.received": 859,
        "applications.carried_over": 18,
        "applications.closed": 805,
        "applications.carried_forward": 72,
    }
)

# Table 4 of a published city report for 2025.
REMEDIES_2025 = figures(
    {
        "remedies.reconsideration[result=upheld]": 376,
        "remedies.reconsideration[result=corrected]": 97,
        "remedies.reconsideration[result=other]": 196,
        "remedies.reconsideration[result=pending]": 121,
        "remedies.reconsideration": 790,
        "remedies.litigation[route=direct,result=upheld]": 16,
        "remedies.litigation[route=direct,result=corrected]": 1,
        "remedies.litigation[route=direct,result=other]": 12,
        "remedies.litigation[route=direct,result=pending]": 27,
        "remedies.litigation[route=direct]": 56,
        "remedies.litigation[route=after_reconsideration,result=upheld]": 74,
        "remedies.litigation[route=after_reconsideration,result=corrected]": 1,
        "remedies.litigation[route=after_reconsideration,result=other]": 30,
        "remedies.litigation[route=after_reconsideration,result=pending]": 51,
        "remedies.litigation[route=after_reconsideration]": 156,
    }
)
