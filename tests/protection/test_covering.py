"""Values for taking them out of a text: nothing is logged, and nothing else is given."""

import pytest

from gongkai.audit.models import Entry
from gongkai.protection.covering import values_to_cover
from tests.build import Town
from tests.casework.build import a_case, furnished


def test_the_values_are_plain_and_leave_no_entry(town: Town) -> None:
    application = a_case(furnished(town))
    record = application.consultations.create(
        who="third_party", party_name="永丰农机有限公司", phone="0431-5550188", passage="报价"
    )
    found = type(record).objects.get(pk=record.pk)

    assert values_to_cover(found, "phone", "email") == {"phone": "0431-5550188", "email": ""}
    assert not Entry.objects.filter(action="personal_data.open").exists()
    with pytest.raises(TypeError, match="party_name is not protected"):
        values_to_cover(found, "party_name")
