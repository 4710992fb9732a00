"""Addresses of databases: what they look like, which are the same place, and what of them may be shown."""

import hashlib


def shown(address: str) -> str:
    """The address for messages: hosts and database, without a name, a password or options."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(address)
    hosts = str(parts.get("host") or parts.get("hostaddr") or "localhost").split(",")
    ports = str(parts.get("port") or "").split(",")
    where = [
        f"{host}:{port}" if port and not host.startswith("/") else host
        for host, port in zip(hosts, ports if len(ports) == len(hosts) else ports * len(hosts), strict=False)
    ]
    # A socket is a folder, whose name tells nothing.
    named = ["" if host.startswith("/") else host for host in where]
    return f"postgresql://{','.join(named)}/{parts.get('dbname') or ''}"


def name_of(address: str) -> str:
    """A name for what this machine keeps of a database: the same for the same hosts, port and database."""
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(address)
    place = "\0".join(str(parts.get(key) or "") for key in ("host", "port", "dbname"))
    return hashlib.sha256(place.encode()).hexdigest()[:16]
