"""What Django's error pages and reports may say: where it went wrong, never with what."""

from collections.abc import ItemsView
from types import FrameType
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.safestring import SafeString, mark_safe
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from gongkai.protection.masking import masked_page, masked_report


class NothingEntered(SafeExceptionReporterFilter):
    """Names of variables and form fields stay, their values are starred; also under DEBUG."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Always."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """The names of what was posted."""
        return _starred(self, request.POST) if request else {}

    def get_traceback_frame_variables(
        self, request: Any, tb_frame: FrameType
    ) -> ItemsView[str, Any]:
        """The names of the local variables."""
        return dict.fromkeys(tb_frame.f_locals, self.cleansed_substitute).items()


class MaskedReporter(ExceptionReporter):
    """The page shown under DEBUG, and the text a script gets."""

    def get_traceback_data(self) -> dict[str, Any]:
        """Without what was asked for or uploaded."""
        data = super().get_traceback_data()
        if self.request is not None:
            data["request_GET_items"] = _starred(self.filter, self.request.GET).items()
            data["request_FILES_items"] = ()
        return data

    def get_traceback_html(self) -> SafeString:
        return mark_safe(masked_page(super().get_traceback_html()))  # noqa: S308 - stars for digits

    def get_traceback_text(self) -> SafeString:
        return mark_safe(masked_report(super().get_traceback_text()))  # noqa: S308 - plain text


def _starred(filter_: Any, entered: QueryDict) -> dict[str, str]:
    return dict.fromkeys(entered, filter_.cleansed_substitute)
