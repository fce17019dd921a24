"""What no view should have to think of."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/search/?q=%00", "/catalog/?topic=a%00", "/items/%00/", "/api/v1/items/?agency=%00"],
)
def test_a_null_character_is_no_address(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 400
    assert "请求不完整" in answer.content.decode()
