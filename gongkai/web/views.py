"""How pages look to one reader."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gongkai.web.page_cache.front import PREFERENCES

_A_YEAR = 365 * 24 * 3600


# How letters look harms nobody, and public pages stay free of tokens and of their cookie.
@csrf_exempt
@login_not_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Remember the large print (关怀版) or the contrast, or forget it, and go back to the page."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe else "/")
    for name, value in PREFERENCES:
        if request.POST.get(name) == value:
            response.set_cookie(name, value, max_age=_A_YEAR, httponly=True, samesite="Lax")
        elif name in request.POST:
            response.delete_cookie(name)
    return response
