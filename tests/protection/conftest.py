"""The sample register is installed, and has its table, while these tests run."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tests.protection.models import Petitioner


@pytest.fixture(scope="package", autouse=True)
def sample_register(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    installed = [*settings.INSTALLED_APPS, "tests.protection.apps.SampleConfig"]
    with override_settings(INSTALLED_APPS=installed):
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            editor.create_model(Petitioner)
        yield
        with django_db_blocker.unblock(), connection.schema_editor() as editor:
            editor.delete_model(Petitioner)
