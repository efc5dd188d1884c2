"""Which two sources or periods are compared: what ``between`` means in every notebook."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.corpus.corpus import Corpus
from analysis.errors import SettingsError, suggest
from analysis.settings.given_values import as_list
from analysis.vocabulary import OTHER_SOURCES
from analysis.wording import listed


def choose_sources(corpus: Corpus, between: str | Sequence[str] = ()) -> tuple[str, ...]:
    """Choose the two sources to compare: those of ``between``, else the two with most independent texts.

    "other sources" is one of them only where there is nothing else.

    Returns
    -------
    tuple of str
        Two names, without ``between`` in the order of the corpus; empty for a corpus with one source.

    Raises
    ------
    SettingsError
        As `named_pair`.
    """
    named = named_pair(corpus, between, corpus.source_names)
    if named:
        return named
    single = [name for name in corpus.source_names if name != OTHER_SOURCES]
    names = single if len(single) > 1 else corpus.source_names
    texts = corpus.articles.groupby("source")["group"].nunique()
    largest = sorted(names, key=lambda name: -texts[name])[:2]
    return tuple(name for name in names if name in largest) if len(names) > 1 else ()


def named_pair(corpus: Corpus, between: str | Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Give ``between`` when it names two sources, or two periods, that are among ``names``; else nothing.

    Raises
    ------
    SettingsError
        When ``between`` is neither empty, nor two sources, nor two periods of the corpus.
    """
    pair = tuple(as_list("between", between))
    known = any(set(pair) <= set(part) for part in (corpus.source_names, corpus.periods))
    if pair and (len(set(pair)) != 2 or len(pair) != 2 or not known):
        examples = listed([*corpus.source_names, *corpus.periods[:3]], joiner="or")
        there = {*corpus.source_names, *corpus.periods}
        near = "".join(f" {suggest(name, there)}" for name in pair if name not in there).rstrip()
        raise SettingsError(
            f"between must be two sources or two periods, such as {examples}; not {listed(pair)}.{near}"
        )
    return pair if set(pair) <= set(names) else ()
