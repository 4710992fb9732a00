"""Addresses of databases: what of them may be shown."""


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
