"""Where an index can be: in a folder, in a database of PostgreSQL, or in several databases."""

import hashlib
import re
from pathlib import Path

from platformdirs import user_data_path


def is_address(place: str | Path) -> bool:
    """Whether a place is a database of PostgreSQL, or several with spaces between their addresses, and no folder."""
    return isinstance(place, str) and place.lstrip().startswith(("postgresql://", "postgres://"))


def addresses_in(place: str | Path) -> list[str]:
    """The addresses of the databases that a place names; none of a folder."""
    # Not at each space: an address may have some among its options.
    return re.split(r"\s+(?=postgres(?:ql)?://)", str(place).strip()) if is_address(place) else []


def folder_of(address: str | Path) -> Path:
    """The folder of this machine for what belongs to one server of the index in a database, such as files on their way to it.

    It has the name of the address without who connects and how, so that those who do have the same. Of several databases the
    first one counts, so that the folder stays the same when one more is named behind it.
    """
    place = addresses_in(address)[0].split("://", 1)[1].split("@")[-1]
    hosts, _, options = place.partition("?")
    # A socket's folder stands among the options.
    where = [
        part for part in options.split("&") if part.startswith(("host=", "port=", "hostaddr=", "dbname="))
    ]
    name = hashlib.sha256("\0".join([hosts, *sorted(where)]).encode()).hexdigest()[:16]
    return user_data_path("pincite") / "servers" / name
