"""Dates as files state them, as ISO 8601."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)")
# Only the year must be there (ISO 32000-1, 7.9.4); some files lack "D:" or the apostrophes as well.
_PDF_DATE = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:(Z)|([+-])(\d\d)'?(?:(\d\d)'?)?)?"
)


def iso_date(stated: str) -> str | None:
    """A date as files state it, as ISO 8601; in UTC if it names a zone. None if it is no date."""
    text = stated.strip()
    try:
        # ISO 8601 first, then the dates of mail and RSS (RFC 5322), then what has only a day in it.
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return _day(text)
    # A day stays a day: midnight would be a time that nobody stated.
    if re.fullmatch(r"[\d-]{8,10}", text):
        return moment.date().isoformat()
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
        return moment.replace(microsecond=0).isoformat()
    except (OverflowError, ValueError):
        return None


def _day(text: str) -> str | None:
    day = _DAY.match(text)
    if day is None:
        # Other numbers of four digits are hardly the year of a document.
        return text if re.fullmatch(r"(?:1[5-9]|20)\d\d(?:-[01]\d)?", text) else None
    try:
        return datetime(int(day[1]), int(day[2]), int(day[3]), tzinfo=UTC).date().isoformat()
    except ValueError:
        return None


def pdf_date(date: str) -> str | None:
    """A PDF's date, such as "D:20240131093000+01'00'", as ISO 8601; in UTC if it names a zone."""
    match = _PDF_DATE.match(date.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(group) if group else None for group in match.groups()[:6])
    utc, sign, hours, minutes = match.groups()[6:]
    try:
        moment = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, second or 0)
        if utc or sign:
            offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            moment = moment.replace(tzinfo=timezone(-offset if sign == "-" else offset)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    if hour is None:
        return moment.date().isoformat() if day else f"{year:04}" + (f"-{month:02}" if month else "")
    return moment.isoformat().replace("+00:00", "Z")
