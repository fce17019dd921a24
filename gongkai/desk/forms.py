"""Forms of the desk's own pages."""

from django import forms

MAX_UPLOAD = 20 * 1024 * 1024


class UploadForm(forms.Form):
    """A workbook to import."""

    file = forms.FileField(
        label="台账文件",
        help_text="xlsx、xls、ods 或 csv，不超过 20 MB。",
        error_messages={"required": "请选择要导入的台账文件。", "empty": "这个文件是空的。"},
    )

    def clean_file(self) -> object:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError("文件超过 20 MB，请分成几个文件上传。")
        return file
