"""Where a person is reminded by mail; whoever wants no mail leaves it empty."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from gongkai.accounts.transitions import set_email
from gongkai.web.requests import StaffRequest, acting


class EmailForm(forms.Form):
    """The address, or none."""

    email = forms.EmailField(
        label="提醒邮箱",
        required=False,
        help_text="每个工作日早上发送一封，只写期限和申请编号。不需要邮件的，清空后保存。",
        error_messages={"invalid": "这不是完整的邮箱地址，请核对。"},
    )


@require_http_methods(["GET", "POST"])
def reminder_mail(request: StaffRequest) -> HttpResponse:
    """Show and change one's own address."""
    form = EmailForm(request.POST or None, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        user = set_email(**form.cleaned_data, acting=acting(request))
        said = "已保存提醒邮箱。" if user.email else "以后不再发送提醒邮件。"
        messages.success(request, said)
        return redirect("desk:home")
    return render(request, "desk/reminder_mail.html", {"form": form})
