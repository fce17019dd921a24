"""What an application online asks for: what the law names, and nothing more (第二十九条第二款).

The purpose is never asked for: since 2019-05-15 nobody owes one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from gongkai.accounts.refusals import NotAllowed
from gongkai.applications.transitions.submissions import SubmissionEntry
from gongkai.law.value_lists import APPLICANT_KINDS
from gongkai.portal.proofs import Envelope, Proof, proof_of
from gongkai.web.file_fields import Files

PERSON = "natural_person"
ENCLOSURES = 5
RESIDENT_CARD = "居民身份证"
_ID_KINDS = (
    RESIDENT_CARD,
    "港澳居民来往内地通行证",
    "台湾居民来往大陆通行证",
    "护照",
    "统一社会信用代码",
    "其他证件",
)
_FORMS = ("电子文件", "纸质", "光盘")
# `casework` reads from the word how to serve a letter.
ONLINE, EMAIL, POST = "网上查询页下载", "电子邮件", "邮寄"
_DELIVERIES = (ONLINE, EMAIL, POST, "当面领取")
# GB 11643: what each digit of the number weighs, and the check digits.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PHONE = re.compile(r"[\d +()（）—－-]{7,30}")


def _text(label: str, most: int, hint: str = "", *, rows: int = 0, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={
            "required": more.pop("missing", f"请填写{label}。"),
            "max_length": f"最多写{most}字，请写短一些。",
        },
        **more,
    )


def _choice(
    label: str, values: tuple[tuple[str, str], ...], hint: str = "", *, called: str = ""
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=values,
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), f"请选择{called or label}。"),
    )


def _same(words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)


@dataclass(frozen=True, slots=True)
class Part:
    """A group of fields on the page; what is `folded` stands behind `words`."""

    title: str
    fields: list[BoundField]
    folded: list[BoundField]
    words: str
    is_open: bool


class ApplyForm(forms.Form):
    """One application, in the order in which people think of it."""

    wanted = _text(
        "您需要什么信息",
        2000,
        "像平时说话一样写，例如：柳树村2015年土地承包台账。一件申请写一件事，更快得到答复。",
        rows=4,
        missing="请写明需要什么信息。",
    )
    document_number = _text("文号", 80, "知道的话写上，例如：新政发〔2015〕3号", required=False)
    features = _text(
        "便于查找的其他线索",
        500,
        "例如：哪一年、哪个村、哪个项目、在哪里见过",
        rows=2,
        required=False,
    )
    applicant_kind = _choice(
        "您是",
        tuple((row.code, row.label) for row in APPLICANT_KINDS),
        "个人申请的，选“自然人”",
        called="申请人类型",
    )
    applicant = _text("姓名或者单位名称", 120)
    contact = _text("联系人", 60, "单位申请的填写", required=False)
    id_kind = _choice("证件类型", _same(_ID_KINDS), "单位申请的，选“统一社会信用代码”")
    id_number = _text("证件号码", 40)
    phone = _text("联系电话", 60, required=False)
    email = forms.EmailField(
        label="电子邮箱",
        max_length=120,
        required=False,
        error_messages={"invalid": "邮箱写得不对，应当像 name@example.com，请核对。"},
    )
    address = _text("通信地址", 200, "要求邮寄的必须填写", required=False)
    wanted_form = _choice("希望得到的形式", _same(_FORMS))
    delivery = _choice("希望怎样得到答复", _same(_DELIVERIES))
    needs_help = _text(
        "需要的帮助",
        200,
        "看、听、阅读有困难的，写明需要什么帮助，例如：请电话告诉我结果（条例第四十三条）",
        required=False,
    )
    suggests_disclosure = forms.BooleanField(
        label="同时建议把这项信息主动公开给所有人（条例第四十四条第二款）", required=False
    )
    # People do not see it and leave it empty; programs that fill in everything do not.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    groups = (
        ("一、需要的信息", ("wanted", "document_number", "features")),
        ("二、申请人", ("applicant_kind", "applicant", "contact", "id_kind", "id_number")),
        ("三、联系方式", ("phone", "email", "address")),
        ("四、希望怎样得到", ("wanted_form", "delivery")),
        ("五、帮助和建议", ("needs_help", "suggests_disclosure")),
    )
    # What most people leave empty, and the words behind which it waits.
    folded = {
        "document_number": "知道文号或者其他线索的，可以写上",
        "features": "知道文号或者其他线索的，可以写上",
        "needs_help": "需要帮助的，或者建议主动公开的，请填写",
        "suggests_disclosure": "需要帮助的，或者建议主动公开的，请填写",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, token in (("applicant", "name"), ("phone", "tel"), ("email", "email")):
            self.fields[name].widget.attrs["autocomplete"] = token
        self.fields["address"].widget.attrs["autocomplete"] = "street-address"
        for name in ("phone", "email", "address"):
            self.fields[name].widget.attrs["data-needed"] = "至少填写一项"
        self.fields["id_number"].widget.attrs["autocomplete"] = "off"

    def clean_phone(self) -> str:
        """A number of a plausible shape."""
        phone: str = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise forms.ValidationError("电话写得不对，请只写数字，例如：13800000000。")
        return phone

    def clean(self) -> None:
        """What only two answers together tell."""
        data = self.cleaned_data
        number = data.get("id_number")
        if data.get("id_kind") == RESIDENT_CARD and number and not is_resident_number(number):
            self.add_error("id_number", "身份证号码写得不对，请对照身份证核对18位数字。")
        if not {"phone", "email", "address"} & self.errors.keys() and not (
            data.get("phone") or data.get("email") or data.get("address")
        ):
            self.add_error("phone", "请填写电话、邮箱、地址中的至少一项，否则联系不到您。")
        self._require("email", EMAIL, "选择了电子邮件，请填写电子邮箱。")
        self._require("address", POST, "选择了邮寄，请填写通信地址。")

    def _require(self, name: str, delivery: str, sentence: str) -> None:
        chosen = self.cleaned_data.get("delivery") == delivery
        if chosen and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, sentence)

    def entry(self) -> SubmissionEntry:
        """The answers as the transition takes them."""
        data = dict(self.cleaned_data)
        lines = [data.pop("wanted")]
        for name, label in (("document_number", "文号"), ("features", "其他线索")):
            if value := data.pop(name):
                lines.append(f"{label}：{value}")
        del data["website"]
        return SubmissionEntry(channel="online", content="\n".join(lines), **data)

    def shown(self) -> Iterator[tuple[str, list[BoundField]]]:
        """Each group with its fields."""
        for title, names in self.groups:
            yield title, [self[name] for name in names]

    def parts(self) -> Iterator[Part]:
        """Each group as the page shows it, with what of it is folded away while it is empty."""
        for title, bounds in self.shown():
            rest = [bound for bound in bounds if bound.name in self.folded]
            yield Part(
                title,
                [bound for bound in bounds if bound.name not in self.folded],
                rest,
                self.folded[rest[0].name] if rest else "",
                is_open=any(bound.errors or bound.value() for bound in rest),
            )

    def typed(self) -> dict[str, str]:
        """What was typed, whether right or not, cut to what each field may hold."""
        return {
            name: str(self.data.get(name, ""))[: getattr(field, "max_length", None) or 40]
            for name, field in self.fields.items()
            if self.data.get(name)
        }


class PapersForm(forms.Form):
    """The files, on the last page: they cannot be kept from page to page."""

    proof = forms.FileField(
        label="身份证明",
        help_text="证件的照片或者扫描件，jpg、png 或 pdf，不超过5MB。"
        "照片里的拍摄地点等隐藏信息会自动去除。",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={
            "required": "请选择身份证明的照片或者扫描件。",
            "empty": "文件是空的，请重新选择。",
        },
    )

    enclosures = Files(
        label="其他材料",
        help_text="例如代理他人申请的授权委托书、所需文件的清单。"
        f"最多{ENCLOSURES}个文件，每个不超过10MB；没有的不用选。",
        required=False,
        most_bytes=10 * 1024 * 1024,
        most_files=ENCLOSURES,
    )

    def clean_proof(self) -> Proof:
        """The proof as it may be kept."""
        upload = self.cleaned_data["proof"]
        try:
            return proof_of(upload.read())
        except NotAllowed as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def envelope(self, code: str) -> Envelope:
        """The files as the transition takes them."""
        chosen = self.cleaned_data["enclosures"] or ()
        return Envelope(
            proof=self.cleaned_data["proof"],
            enclosures=[(file.name, file.read()) for file in chosen],
            code=code,
            draft=self.data.get("draft", ""),
        )


class CodeForm(forms.Form):
    """The code under which a draft is kept."""

    code = forms.CharField(
        label="续填码",
        max_length=40,
        help_text="保存时显示的16位字母和数字，大小写、有没有短横都可以",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": "请填写续填码。"},
    )


def is_resident_number(text: str) -> bool:
    """Whether it can be the number of a resident's identity card, by its check digit.

    Source: GB 11643-1999.
    """
    number = text.strip().upper()
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return False
    weighed = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[weighed % 11] == number[17]
