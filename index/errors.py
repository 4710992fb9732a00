"""Every error that Pincite raises on purpose.

* PinciteError
  + QuestionError        the question can't be asked: empty, too long, no words in it
  + SourceError          one file can't be read; an ingest reports it and goes on
    + PasswordError        it is encrypted, and its password is missing or wrong
  + IndexFolderError     the index folder is damaged, foreign, newer, or can't be written
    + IndexLockedError     another process is changing the index
    + EmbedderChangedError the index was made with another embedding model
  + DerivedFileError     a file made from the store is missing or damaged; it is made again
  + UnknownDocumentError no document has that id or source
  + ModelError           model weights are missing or altered, or a model can't run
  + TargetRiskError         fewer wrong answers were asked for than can be promised
  + WriterError          a writer failed while it wrote; the quoted answer still stands
  + EvaluationSetError   an evaluation set, or an evaluation's saved result, can't be used

Each message says what happened, where, and what to do.
"""

from pathlib import Path


class PinciteError(Exception):
    """The root: catch this to catch everything that Pincite raises on purpose."""


class QuestionError(PinciteError):
    """The question can't be asked: it is empty, too long, or holds no words."""


class SourceError(PinciteError):
    """One file can't be read. `reason` is one line for a person, without the file's name."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class PasswordError(SourceError):
    """A file is encrypted, and its password is missing or is another one."""


class IndexFolderError(PinciteError):
    """The index folder is damaged, not Pincite's, from a newer version, or not writable."""


class IndexLockedError(IndexFolderError):
    """Another process is changing the index. Reading it goes on."""


class EmbedderChangedError(IndexFolderError):
    """The index was made with another embedding model than the one it was opened with."""

    def __init__(self, path: Path, made_with: str, opened_with: str) -> None:
        super().__init__(
            f"{path}: was made with the embedding model {made_with!r}, not {opened_with!r}; open it with that "
            "model, or embed everything anew: pincite rebuild --embeddings"
        )
        self.made_with = made_with


class DerivedFileError(PinciteError):
    """A file that was made from the store is missing or damaged. It is made again; `check` names it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run: pincite rebuild")


class UnknownDocumentError(PinciteError):
    """No document of the index has that id or source."""


class ModelError(PinciteError):
    """Model weights are missing, altered, or can't be loaded."""


class TargetRiskError(PinciteError):
    """Fewer wrong answers were asked for than the reader kept to when it was calibrated."""


class WriterError(PinciteError):
    """A writer failed while it wrote. The quoted answer does not depend on it."""


class EvaluationSetError(PinciteError):
    """An evaluation set, or the saved result of an evaluation, can't be used."""
