"""An exact cache of public pages, in front of Django.

A view lets its page be kept by naming what the page depends on, a transition says what it changed:

    depends_on(request, f"item:{item.pk}", f"catalog:{agency.code}")    # the view
    purge(f"item:{item.pk}", f"catalog:{agency.code}")                  # the transition

When the transaction commits, every page that depends on one of the tags is old in all processes
of the node, and no other page is. A tag that a page leaves out is the one way to an old page, so
name what would *add* a line as well as what stands there.

`purges` numbers the purges in memory that the processes share, `pages` holds the pages, `front`
is the WSGI application around Django's.
"""

from gongkai.web.page_cache.front import PageCache, depends_on
from gongkai.web.page_cache.purges import purge

__all__ = ["PageCache", "depends_on", "purge"]
