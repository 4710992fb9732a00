"""The connection to the scheduler of a Dask cluster, and what is said when there is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

# Seconds until a scheduler counts as not there.
_CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """Files in PEM format by which two sides of an encrypted connection know each other.

    Attributes:
        authority: The certificate of who has signed those of the cluster.
        certificate: The own certificate.
        key: Its key.
    """

    authority: Path
    certificate: Path
    key: Path

    def security(self) -> "Security":
        """The same for Dask, which then makes no connection that is not encrypted.

        Raises:
            ClusterError: One of the files can't be read.
        """
        from distributed.security import Security

        for path in (self.authority, self.certificate, self.key):
            try:
                path.open("rb").close()
            except OSError as error:
                raise ClusterError(f"{path}: can't be read ({error.strerror})") from error
        return Security(
            tls_ca_file=str(self.authority),
            tls_client_cert=str(self.certificate),
            tls_client_key=str(self.key),
            require_encryption=True,
        )


@contextmanager
def connected(address: str, certificates: Certificates | None) -> Iterator["Client"]:
    """A connection to the scheduler at an address, such as "tcp://10.0.0.5:8786" or "tls://10.0.0.5:8786".

    Raises:
        ClusterError: `distributed` is not installed, there is no scheduler, or it refuses.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("Dask is not installed; run: pip install 'pincite[cluster]'") from error

    security = certificates.security() if certificates else None
    client, why = None, ""
    try:
        client = Client(
            address,
            timeout=_CONNECT_SECONDS,
            security=security,
            # What else this program computes with Dask goes where it went before.
            set_as_default=False,
            name="pincite",
        )
    # ValueError: no address; RuntimeError: tls:// without certificates; TypeError: the same in some versions.
    except (OSError, ValueError, RuntimeError, TypeError) as error:
        why = _first_line(error)
    if client is None:
        # What is left of a client closes itself when it is collected. In the middle of the work of another client that
        # would wait for ever for a lock of the same thread (distributed 2026.8, `LoopRunner`): so it is collected here.
        gc.collect()
        raise ClusterError(
            f"there is no Dask scheduler to be reached at {address} ({why}); start one: dask scheduler"
        )
    try:
        yield client
    finally:
        client.close()


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0]


def lost(client: "Client") -> ClusterError:
    """What is said when the scheduler has gone."""
    return ClusterError(
        "the connection to the Dask scheduler is lost; what was saved until then stays, and the same command goes on "
        "from there when it is back"
    )
