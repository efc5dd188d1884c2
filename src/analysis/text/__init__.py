"""Words, sentences, quotations and stop lists."""

from analysis.text.calendar_words import is_calendar
from analysis.text.connecting_words import connecting_words
from analysis.text.everyday_words import is_filler, is_quantity, is_reporting, possessives
from analysis.text.quotations import quoted
from analysis.text.search_patterns import as_counted, is_counted_at, name_pattern, term_pattern
from analysis.text.segmenters import SEGMENTED, can_segment, require_segmenter
from analysis.text.sentence_splitting import sentence_key, split_sentences
from analysis.text.stopwords import has_stop_list, is_content, languages, stop_words
from analysis.text.tokens import (
    PROTECTED_NAMES,
    count_tokens,
    lower_if_all_caps,
    split_chunk,
    split_chunks,
    split_runs,
    tokens,
)
from analysis.text.word_rules import CUTTING, RULED, has_ending, lower

__all__ = [
    "CUTTING",
    "PROTECTED_NAMES",
    "RULED",
    "SEGMENTED",
    "as_counted",
    "can_segment",
    "connecting_words",
    "count_tokens",
    "has_ending",
    "has_stop_list",
    "is_calendar",
    "is_content",
    "is_counted_at",
    "is_filler",
    "is_quantity",
    "is_reporting",
    "languages",
    "lower",
    "lower_if_all_caps",
    "name_pattern",
    "possessives",
    "quoted",
    "require_segmenter",
    "sentence_key",
    "split_chunk",
    "split_chunks",
    "split_runs",
    "split_sentences",
    "stop_words",
    "term_pattern",
    "tokens",
]
