"""The WSGI entry for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from gongkai.web.page_cache import PageCache

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = PageCache(get_wsgi_application())
