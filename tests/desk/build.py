"""What the desk's tests share: a person's browser, forms as they are posted."""

from typing import Any

from django.test import Client

from tests.build import Town


def browser_of(town: Town, person: str) -> Client:
    """A browser in which the person is signed in; nobody is for an empty name."""
    client = Client()
    if person:
        client.force_login(town.users[person])
    return client


def page(client: Client, address: str, **query: str) -> str:
    """The page at an address of the desk, which must be there."""
    response = client.get(f"/desk/{address}", query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def posted(client: Client, address: str, **data: Any) -> str:
    """What answers to a form, after following where it leads."""
    response = client.post(f"/desk/{address}", data, follow=True)
    return response.content.decode()
