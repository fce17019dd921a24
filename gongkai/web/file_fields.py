"""A field for several files at once."""

from typing import Any

from django import forms
from django.conf import settings

_MEGABYTE = 1024 * 1024


class _Choose(forms.FileInput):
    allow_multiple_selected = True


class Files(forms.Field):
    """Files, none too large; `error_messages["required"]` says what is missing.

    Units: `most_bytes` is of one file, by default what the installation takes.
    """

    widget = _Choose

    def __init__(self, *, most_bytes: int = 0, most_files: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most_bytes, self.most_files = most_bytes, most_files
        self.widget.attrs["multiple"] = True

    def validate(self, value: list[Any] | None) -> None:
        """Refuse too many, and what is too large before it is read."""
        super().validate(value)
        most = self.most_bytes or settings.UPLOAD_BYTES
        if any(file.size > most for file in value or ()):
            raise forms.ValidationError(
                f"文件超过 {most // _MEGABYTE} MB，请压缩图片或拆分后再上传。"
            )
        if self.most_files and len(value or ()) > self.most_files:
            raise forms.ValidationError(f"最多选择{self.most_files}个文件，请合并或者减少。")
