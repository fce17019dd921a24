"""The logging filter that keeps personal numbers out of every log."""

import logging

from gongkai.protection.masking import masked_text

_TRACEBACKS = logging.Formatter()


class PersonalDataFilter(logging.Filter):
    """Stars what looks like an identity or telephone number in message and traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Pass every record on, masked."""
        record.msg, record.args = masked_text(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _TRACEBACKS.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked_text(record.exc_text)
        if record.stack_info:
            record.stack_info = masked_text(record.stack_info)
        return True
