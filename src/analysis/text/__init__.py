"""Words, sentences, quotations and stop lists."""

from analysis.text.quotations import quoted
from analysis.text.reporting_words import is_reporting
from analysis.text.sentence_splitting import sentence_key, split_sentences
from analysis.text.stopwords import has_stop_list, is_content, languages, stop_words
from analysis.text.tokens import PROTECTED_NAMES, lower_if_all_caps, split_chunk, tokens

__all__ = [
    "PROTECTED_NAMES",
    "has_stop_list",
    "is_content",
    "is_reporting",
    "languages",
    "lower_if_all_caps",
    "quoted",
    "sentence_key",
    "split_chunk",
    "split_sentences",
    "stop_words",
    "tokens",
]
