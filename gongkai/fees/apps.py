from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "gongkai.fees"
    verbose_name = "收费"
