"""Every error that Pincite raises on purpose.

* PinciteError
  + QuestionError        the question can't be asked: it is empty, too long, or has no words
  + SourceError          one file can't be read; an ingest reports it and continues
    + PasswordError        it is encrypted, and its password is missing or wrong
    + SourceTakenError     another document has its source, and must not be replaced
  + IndexFolderError     the index folder is damaged, not Pincite's, from a newer version, or not writable
    + NoIndexError         there is no index in the folder
    + IndexLockedError     another process is changing the index
    + EmbedderChangedError the index was made with another embedding model
    + DatabaseError        the index is in a database, which does not answer or refuses
      - ConnectionLostError    it is gone in the middle; another server may answer the next try
  + CopyError            an index can't be copied to where it was to go
  + AppDatabaseError     what the program keeps beside the index can't be read or kept
  + DerivedFileError     a search file is missing or damaged; it is made again from the store
  + UnknownDocumentError no document has this id or source
  + NoRoomError          the documents would be more, or larger, than they may be together
  + DocumentChangedError a document has changed since it was cited
  + ModelError           model weights are missing or altered, or a model can't run
  + TargetRiskError      the target risk is lower than the calibrated reader can keep
  + SettingsError        the settings file can't be used
  + StoppedError         the work was stopped, since nobody waits for it
    + OutOfTimeError       it took longer than it may, and something else takes its place
  + ClusterError         the workers of a cluster can't be reached, or can't do what they are asked
  + WriterError          a writer failed while it wrote; the quoted answer is still there
  + AnswerFileError      a file is not an answer that Pincite exported, or it can't be written
  + EvaluationSetError   an evaluation set, or an evaluation's saved result, can't be used

Each message says what happened, where, and what to do.
"""

from pathlib import Path


class PinciteError(Exception):
    """The root of all errors that Pincite raises on purpose: catch it to catch them all."""


class QuestionError(PinciteError):
    """The question can't be asked: it is empty, too long, or has no words."""


class SourceError(PinciteError):
    """One file can't be read. `reason` is one line for the user, without the file's name."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        # A report lists source and reason apart from each other.
        self.source = source
        self.reason = reason


class PasswordError(SourceError):
    """A file is encrypted, and its password is missing or wrong."""


class SourceTakenError(SourceError):
    """A document with other content has this source already, and must not be replaced."""

    REASON = "another document has this name; replace it, or keep both"

    def __init__(self, source: str) -> None:
        super().__init__(source, self.REASON)


class IndexFolderError(PinciteError):
    """The index folder is damaged, not Pincite's, from a newer version, or not writable."""


class DatabaseError(IndexFolderError):
    """The index is in a database, which does not answer, or refuses what is asked."""


class ConnectionLostError(DatabaseError):
    """The database has ended a connection, or is gone; another server may answer the next try."""


class NoIndexError(IndexFolderError):
    """There is no index in the folder or database, and none was to be made."""

    def __init__(self, folder: str | Path) -> None:
        super().__init__(
            f"{folder}: there is no index here; name another folder, or make one: pincite add PATH"
        )


class IndexLockedError(IndexFolderError):
    """Another process is changing the index. It can still be read."""


class EmbedderChangedError(IndexFolderError):
    """The index was opened with another embedding model than it was made with."""

    def __init__(self, place: str | Path, made_with: str, opened_with: str, why: str = "") -> None:
        super().__init__(
            f"{place}: was made with the embedding model {made_with!r}, not {opened_with!r}"
            f"{f' ({why})' if why else ''}; open it with that "
            f"model, or embed all documents again: pincite rebuild --embeddings --embedder {opened_with}"
        )
        self.made_with = made_with


class CopyError(PinciteError):
    """An index can't be copied to where it was to go, or the copy is not the same."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place}: {why}")


class AppDatabaseError(PinciteError):
    """What the program keeps beside an index, such as chats, can't be read or kept. `why` is the reason in a few words."""

    def __init__(self, place: str, why: str, advice: str) -> None:
        super().__init__(f"{place}: {why}; {advice}")
        self.why = why


class DerivedFileError(PinciteError):
    """A search file is missing or damaged. It is made again from the store; `check` reports it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}; run: pincite rebuild")


class UnknownDocumentError(PinciteError):
    """No document of the index has this id or source."""


class NoRoomError(PinciteError):
    """The documents would be more, or larger, than they may be together. Nothing is saved."""


class DocumentChangedError(PinciteError):
    """A document has changed since it was cited, so that a citation's offsets would show something else."""


class ModelError(PinciteError):
    """Model weights are missing, altered, or can't be loaded."""


class TargetRiskError(PinciteError):
    """The target risk, the accepted share of wrong answers, is lower than the calibrated reader can keep."""


class SettingsError(PinciteError):
    """The settings file, or a file that it names, can't be used."""


class StoppedError(PinciteError):
    """The work was stopped before its end, since nobody waits for it. What was saved until then stays."""


class OutOfTimeError(StoppedError):
    """The work took longer than it may (`index.stopping.time_limit`). Whoever set the limit goes on without it."""


class ClusterError(PinciteError):
    """The workers of a cluster can't be reached, or can't do what they are asked. What was saved until then stays."""


class WriterError(PinciteError):
    """A writer failed while it wrote an answer. The quoted answer does not depend on it."""


class AnswerFileError(PinciteError):
    """A file is not an answer that Pincite exported, does not fit together, or can't be written."""


class EvaluationSetError(PinciteError):
    """An evaluation set, or the saved result of an evaluation, can't be used."""
