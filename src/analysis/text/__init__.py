"""Floor 0: words, sentences, quotations, stop lists."""

from analysis.text.quotations import quoted
from analysis.text.sentences import sentence_key, split_sentences
from analysis.text.stopwords import is_content, languages, stop_words
from analysis.text.tokens import PROTECTED_NAMES, calm, tokens, words_of_piece

__all__ = [
    "PROTECTED_NAMES",
    "calm",
    "is_content",
    "languages",
    "quoted",
    "sentence_key",
    "split_sentences",
    "stop_words",
    "tokens",
    "words_of_piece",
]
