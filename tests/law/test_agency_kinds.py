from gongkai.law.agency_kinds import AgencyKind


def test_every_kind_has_a_label_of_its_own() -> None:
    labels = [kind.label for kind in AgencyKind]
    assert len(set(labels)) == len(AgencyKind) == 9


def test_a_village_is_no_administrative_agency() -> None:
    assert not any("村" in kind.label for kind in AgencyKind)
