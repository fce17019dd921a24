"""Accounts and roles at an agency, kept by its administrators; one's own password."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.accounts import transitions as own
from gongkai.accounts.models import User
from gongkai.accounts.refusals import NotAllowed
from gongkai.agencies import policies, queries
from gongkai.agencies.models import Agency, RoleGrant
from gongkai.agencies.transitions import accounts as transitions
from gongkai.agencies.transitions import agency as agencies
from gongkai.agencies.transitions import people
from gongkai.audit import log
from gongkai.audit.actions import Action
from gongkai.desk.account_forms import (
    GrantForm,
    OpeningForm,
    PasswordForm,
    PersonForm,
    ResetForm,
    RoleForm,
)
from gongkai.web.requests import StaffRequest, acting


@require_safe
def accounts(request: StaffRequest, code: str) -> HttpResponse:
    """Everybody with a role at the agency, and registered people without an account."""
    agency = _kept(request, code, Action.ACCOUNT_OPEN)
    context = {
        "agency": agency,
        "accounts": queries.accounts_at(agency),
        "without": queries.people_without_account(agency),
    }
    return render(request, "desk/accounts.html", context)


@require_http_methods(["GET", "POST"])
def opening(request: StaffRequest, code: str) -> HttpResponse:
    """Open an account with its first role."""
    agency = _kept(request, code, Action.ACCOUNT_OPEN)
    form = OpeningForm(request.POST or None)

    def act(data: dict[str, Any]) -> User:
        entry = transitions.AccountEntry(**data)
        return transitions.open_account(agency, entry, acting=acting(request))

    return _form(request, agency, form, "开通账号", act)


@require_http_methods(["GET", "POST"])
def grant(request: StaffRequest, code: str) -> HttpResponse:
    """Give a role to somebody whose account another agency opened."""
    agency = _kept(request, code, Action.ACCOUNT_GRANT)
    form = GrantForm(request.POST or None)

    def act(data: dict[str, Any]) -> User:
        user = User.objects.filter(username=data["username"]).first()
        if user is None:
            raise NotAllowed("没有这个账号，请核对，或者开通新账号。", field="username")
        return agencies.grant(agency, user=user, role=data["role"], acting=acting(request)).user

    return _form(request, agency, form, "给已有账号授予角色", act)


@require_safe
def account(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """One account: its roles here, the person behind it, what was done with it."""
    agency = _kept(request, code, Action.ACCOUNT_OPEN)
    user = _account(agency, pk)
    context = {
        "agency": agency,
        "account": user,
        "grants": RoleGrant.objects.filter(agency=agency, user=user).order_by("pk"),
        "person": queries.person_behind(user),
        "history": log.history(user),
    }
    return render(request, "desk/account.html", context)


@require_http_methods(["GET", "POST"])
def roles(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Give the account another role."""
    agency = _kept(request, code, Action.ACCOUNT_GRANT)
    user = _account(agency, pk)

    def act(data: dict[str, Any]) -> User:
        return agencies.grant(agency, user=user, role=data["role"], acting=acting(request)).user

    return _form(request, agency, RoleForm(request.POST or None), f"给{user}授予角色", act)


@require_http_methods(["GET", "POST"])
def person(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Say which registered person signs in with the account."""
    agency = _kept(request, code, Action.ACCOUNT_GRANT)
    user = _account(agency, pk)
    form = PersonForm(request.POST or None, people=queries.people_without_account(agency))

    def act(data: dict[str, Any]) -> User:
        people.link_account(data["person"].pk, user=user, acting=acting(request))
        return user

    return _form(request, agency, form, f"{user}的账号对应哪位人员", act)


@require_http_methods(["GET", "POST"])
def reset(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Give the account a new password."""
    agency = _kept(request, code, Action.ACCOUNT_RESET)
    user = _account(agency, pk)

    def act(data: dict[str, Any]) -> User:
        return transitions.reset_password(
            user.pk, password=data["password"], acting=acting(request)
        )

    return _form(request, agency, ResetForm(request.POST or None), f"重设{user}的密码", act)


@require_http_methods(["GET", "POST"])
def closure(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Close the account, after asking."""
    agency = _kept(request, code, Action.ACCOUNT_CLOSE)
    user = _account(agency, pk)
    if request.method == "POST":
        transitions.close_account(user.pk, acting=acting(request))
        messages.success(request, f"已停用{user}的账号。")
        return redirect("desk:account", code, pk)
    sentence = f"停用后，{user}立即退出登录，不能再登录；办理过的事项都保留。需要时可以重新启用。"
    return _ask(request, agency, user, f"停用{user}的账号", sentence)


@require_http_methods(["GET", "POST"])
def reopening(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """Reopen a closed account, after asking."""
    agency = _kept(request, code, Action.ACCOUNT_REOPEN)
    user = _account(agency, pk)
    if request.method == "POST":
        transitions.reopen_account(user.pk, acting=acting(request))
        messages.success(request, f"已重新启用{user}的账号。")
        return redirect("desk:account", code, pk)
    sentence = f"启用后，{user}可以用原来的密码登录，原有的角色仍然有效。"
    return _ask(request, agency, user, f"重新启用{user}的账号", sentence)


@require_http_methods(["GET", "POST"])
def revocation(request: StaffRequest, code: str, pk: int, grant_pk: int) -> HttpResponse:
    """Take a role back, after asking."""
    agency = _kept(request, code, Action.ACCOUNT_REVOKE)
    granted = get_object_or_404(RoleGrant, pk=grant_pk, agency=agency, user_id=pk)
    role = granted.get_role_display()
    if request.method == "POST":
        agencies.revoke(grant_pk, acting=acting(request))
        messages.success(request, f"已收回{granted.user}的角色：{role}。")
        return redirect("desk:accounts", code)
    sentence = f"收回后，{granted.user}在{agency.short_name}不再担任{role}；需要时可以重新授予。"
    return _ask(request, agency, granted.user, f"收回{granted.user}的角色：{role}", sentence)


@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Change one's own password."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        current, new = form.cleaned_data["current"], form.cleaned_data["password"]
        try:
            user = own.change_password(current=current, password=new, acting=acting(request))
        except NotAllowed as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            update_session_auth_hash(request, user)
            messages.success(request, "密码已修改，其他地方的登录已全部退出。")
            return redirect("desk:home")
    return render(request, "desk/password.html", {"form": form})


def _kept(request: StaffRequest, code: str, action: Action) -> Agency:
    """The agency whose accounts the person keeps; refused before a form is filled in."""
    agency = queries.visible_agency(request.user, code)
    policies.permit(request.user, action, agency)
    return agency


def _account(agency: Agency, pk: int) -> User:
    return get_object_or_404(User.objects.filter(role_grants__agency=agency).distinct(), pk=pk)


def _form(
    request: StaffRequest,
    agency: Agency,
    form: forms.Form,
    title: str,
    act: Callable[[dict[str, Any]], User],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            user = act(form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, f"{title}：已保存。")
            return redirect("desk:account", agency.code, user.pk)
    context = {"agency": agency, "form": form, "title": title}
    return render(request, "desk/account_form.html", context)


def _ask(
    request: StaffRequest, agency: Agency, user: User, title: str, sentence: str
) -> HttpResponse:
    context = {"agency": agency, "account": user, "title": title, "sentence": sentence}
    return render(request, "desk/account_confirmation.html", context)
