from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.protection"
    label = "sample"
