from django.apps import AppConfig


class CommandsConfig(AppConfig):
    name = "gongkai.commands"
    verbose_name = "命令"
