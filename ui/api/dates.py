"""The dates that programs send, in the one form of all dates in the index: they are compared as text."""

from datetime import UTC, date, datetime


def as_compared(text: str) -> str:
    """A date in ISO 8601 as YYYY-MM-DD, or with a time as a moment in UTC; a time without a zone is one in UTC.

    Raises:
        ValueError: It is none; the message follows the name of the field.
    """
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass  # it has a time
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else moment.replace(tzinfo=UTC).isoformat()
    except (ValueError, OverflowError):
        raise ValueError("is not a date such as 2024-05-31") from None
