from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "gongkai.upkeep"
    verbose_name = "定期维护"
