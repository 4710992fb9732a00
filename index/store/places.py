"""Where an index can be: in a folder, or in a database of PostgreSQL."""

import hashlib
from pathlib import Path

from platformdirs import user_data_path


def is_address(place: str | Path) -> bool:
    """Whether a place is a database of PostgreSQL and no folder."""
    return isinstance(place, str) and place.startswith(("postgresql://", "postgres://"))


def folder_of(address: str | Path) -> Path:
    """The folder of this machine for what belongs to one server of the index in a database, such as files on their way to it.

    It has the name of the address without who connects and how, so that those who do have the same.
    """
    place = str(address).split("://", 1)[1].split("@")[-1]
    hosts, _, options = place.partition("?")
    # A socket's folder stands among the options.
    where = [
        part for part in options.split("&") if part.startswith(("host=", "port=", "hostaddr=", "dbname="))
    ]
    name = hashlib.sha256("\0".join([hosts, *sorted(where)]).encode()).hexdigest()[:16]
    return user_data_path("pincite") / "servers" / name
