"""The options by which the workers of a Dask cluster read documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from ui.cli.console import err, plain

if TYPE_CHECKING:
    from rag import Certificates, Cluster

ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        envvar="PINCITE_CLUSTER",
        help="Let the workers of a Dask cluster read and embed: tls://HOST:PORT, or tcp:// in a network of your own.",
    ),
]
ClusterTls = Annotated[
    str | None,
    typer.Option(
        "--cluster-tls",
        metavar="CA,CERT,KEY",
        envvar="PINCITE_CLUSTER_TLS",
        help="The files of the certificates for tls://; by default those of Dask's own configuration.",
    ),
]
_LOCAL = ("localhost", "127.0.0.1", "::1")


def cluster_at(address: str | None, tls: str | None) -> "Cluster | None":
    """The cluster at an address, None for none; says so where others could reach it.

    Raises:
        typer.BadParameter: There is no such address, or not three files.
    """
    if address is None:
        return None
    from rag import Cluster

    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.netloc:
        raise typer.BadParameter("an address is tls://HOST:PORT or tcp://HOST:PORT", param_hint="--cluster")
    cluster = Cluster(address, _certificates(tls))
    if parts.scheme == "tcp" and parts.hostname not in _LOCAL:
        err.print(
            plain(
                f"the connection to {parts.hostname} is not encrypted: whoever reaches it sees the documents, and "
                "can run programs on the workers; docs/cluster.md says how to use tls://"
            )
        )
    return cluster


def _certificates(tls: str | None) -> "Certificates | None":
    if tls is None:
        return None
    from rag import Certificates

    files = [Path(name).expanduser() for name in tls.split(",")]
    if len(files) != 3:
        raise typer.BadParameter(
            "give three files, with a comma between: CA,CERT,KEY", param_hint="--cluster-tls"
        )
    return Certificates(authority=files[0], certificate=files[1], key=files[2])
