from django.apps import AppConfig


class ReadingRoomsConfig(AppConfig):
    name = "gongkai.reading_rooms"
    verbose_name = "查阅场所"
