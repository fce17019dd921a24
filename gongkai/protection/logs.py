"""The logging filter that keeps personal numbers out of every log."""

import logging

from gongkai.protection.masking import masked_report

_TRACEBACKS = logging.Formatter()


class PersonalDataFilter(logging.Filter):
    """Stars in message and traceback what looks like an identity or telephone number, and rows."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass every record on, masked."""
        record.msg, record.args = masked_report(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _TRACEBACKS.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked_report(record.exc_text)
        if record.stack_info:
            record.stack_info = masked_report(record.stack_info)
        return True
