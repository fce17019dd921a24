"""The sign-in form."""

from django.contrib.auth.forms import AuthenticationForm


class SignInForm(AuthenticationForm):
    """Name and password, refused in words that say what to do."""

    error_messages = {
        "invalid_login": "账号或密码不对，请重新输入；忘记密码请找本单位的系统管理员。",
        "inactive": "该账号已停用，请找本单位的系统管理员。",
    }
