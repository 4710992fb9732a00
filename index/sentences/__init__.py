"""Where sentences and statements of code end, with exact offsets."""

from index.sentences.boundaries import sentence_spans
from index.sentences.code import code_spans
from index.sentences.cutting import MAX_LENGTH, cut_long, trim
from index.sentences.records import record_spans
from index.sentences.rows import row_spans

__all__ = ["MAX_LENGTH", "code_spans", "cut_long", "record_spans", "row_spans", "sentence_spans", "trim"]
