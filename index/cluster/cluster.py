"""A Dask cluster whose workers read and embed documents in place of this process."""

from collections.abc import Generator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from index.cluster.connection import Certificates, connected
from index.ingest.finding import Source
from index.ingest.steps.results import ReadResult
from index.ingest.workers import Ingestion


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask cluster, which read files, cut them and embed them.

    Whoever reaches a scheduler of Dask can run code on its workers, and see what they are sent: files and passwords.
    So an address that begins with "tcp://" belongs into a network of your own; "tls://" needs certificates.

    Attributes:
        address: Where its scheduler listens: "tcp://10.0.0.5:8786", "tls://10.0.0.5:8786".
        certificates: Those of this side; by default what Dask's own configuration says.
    """

    address: str
    certificates: Certificates | None = None

    def read_ahead(
        self, ingestion: Ingestion, sources: Sequence[Source]
    ) -> Generator[Future[list[ReadResult]], None, None]:
        """As `Workers.read_ahead`.

        Raises:
            ClusterError: The scheduler can't be reached, is lost, or has no workers.
        """
        if not sources:
            return
        # Imported late: only this needs Dask.
        from index.cluster.sending import Sending

        with connected(self.address, self.certificates) as client:
            yield from Sending(client, ingestion, sources).futures()
