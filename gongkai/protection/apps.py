from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "gongkai.protection"
    verbose_name = "个人信息保护"
