"""What a page says of itself: its methods as a paragraph to print, with the numbers of this run, and how to cite it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import pandas as pd
from babel import Locale

from analysis.vocabulary import CLEAR, LIKELY
from analysis.wording import in_span, listed, percent, plural, span

if TYPE_CHECKING:
    from analysis.corpus import Corpus

PROGRAM = "news-analysis"
VERSION = version(PROGRAM)
# As in CITATION.cff.
SOFTWARE = {
    "id": PROGRAM,
    "type": "software",
    "title": "news-analysis: a reproducible analysis notebook project for news articles",
    "version": VERSION,
    "author": [{"literal": "The news-analysis authors"}],
}


def describe_corpus(facts: Mapping[str, Any]) -> str:
    """Write how many articles of how many sources a corpus holds, and of which days.

    Examples
    --------
    >>> describe_corpus({"articles": 844, "sources": 7, "joined": 0, "noun": "outlet", "first": "", "last": ""})
    '844 articles from 7 outlets'
    """
    words = f"{plural(facts['articles'], 'article')} from {plural(facts['sources'] + facts['joined'], facts['noun'])}"
    return f"{words}, {span(facts['first'], facts['last'])}" if facts["first"] else words


def methods_paragraph(
    corpus: Corpus, tables: Mapping[str, pd.DataFrame], facts: Mapping[str, Any], seed: int | None
) -> str:
    """Describe what a page did, to be printed; each kind of table it shows adds its method.

    Parameters
    ----------
    facts : mapping of str to object
        What the index knows about the corpus.
    seed : int or None
        Of the random draws; None where the page has none.
    """
    from analysis.corpus.describe import describe_reasons

    left = [
        f"{plural(n, 'more', 'more')} {why}"
        for n, why in (
            (facts["refused"], "could not be used"),
            (len(corpus.filtered), f"were left out by the parameters ({describe_reasons(corpus.filtered)})"),
        )
        if n
    ]
    only = f", only those {listed(corpus.choice)}" if corpus.choice else ""
    found = [f"The corpus holds {describe_corpus(facts)}{only}" + (f"; {listed(left)}." if left else ".")]
    found.append(
        f"Texts that share at least {percent(corpus.settings.same_text)} of their eight-word runs were counted once, "
        f"which left {plural(facts['independent_texts'], 'independent text')}."
    )
    if len(corpus.removed):
        found.append(
            f"{plural(corpus.removed['text'].nunique(), 'repeated string')} of boilerplate, "
            "bylines and credits were removed."
        )
    found.append(f"Words were counted as {Locale('en').languages.get(corpus.language, corpus.language)}.")
    shown = {name: tables[name] for name in OF_TABLE if name in tables and len(tables[name])}
    found += [OF_TABLE[name](table) for name, table in shown.items()]
    if any("tier" in table for table in shown.values()):
        found.append(
            "Of each kind of comparison, clear results have a family-wise error of at most 5%, clear and likely ones "
            "together a false discovery rate of 5%."
        )
    drawn = "" if seed is None else f", seed {seed}"
    return " ".join(
        [
            *found,
            f"Computed with {PROGRAM} {VERSION} (packages {facts['lock'][:16]}{drawn}) "
            f"from the articles {facts['fingerprint'][:16]}.",
        ]
    )


def _tested(table: pd.DataFrame) -> str:
    found = {tier: int((table["tier"] == tier).sum()) for tier in (CLEAR, LIKELY)}
    return listed(plural(n, f"{tier} difference") for tier, n in found.items() if n) or "no difference is beyond chance"


def _topics(card: pd.DataFrame) -> str:
    levels = listed(
        plural(n, str(level)) for level, n in card["level"].value_counts().sort_index(ascending=False).items()
    )
    reliable = card["stability"].median()
    how = f", their median reliability is {reliable:.2f}" if reliable == reliable else ""
    return (
        f"Articles were grouped into {levels} by their words{how}: the agreement of groupings fitted to halves of the "
        "texts (1: the same, 0: chance)."
    )


# What is said of a page that shows the table, in the order of the page.
OF_TABLE: dict[str, Callable[[pd.DataFrame], str]] = {
    "terms": lambda table: (
        "Frequencies are uses per million words, with 95% intervals over independent texts where at least ten hold "
        "the word."
    ),
    "term_changes": lambda table: (
        f"Of {plural(len(table), 'word')} followed over time, {table['changed'].sum() or 'none'} changed by a quarter "
        "or more, and by more than in 95 of 100 series with the texts of each outlet shuffled over the periods, all "
        "words and periods judged together."
    ),
    "headline_terms": lambda table: (
        f"Words of headlines were compared with the text below them (exact Poisson tests): {_tested(table)}."
    ),
    "term_differences": lambda table: (
        "Each source was compared with all others, word by word, among texts of similar length "
        f"(Cochran-Mantel-Haenszel tests of how many texts hold a word and how often): {_tested(table)}."
    ),
    "pair_terms": lambda table: (
        f"Words {in_span(table['source'].iloc[0])} were compared with those {in_span(table['other'].iloc[0])}, word by "
        f"word, among texts of similar length{' and of the same outlet' * ('period' in table)} "
        f"(Cochran-Mantel-Haenszel tests): {_tested(table)}."
    ),
    "names": lambda table: (
        "Shares of the names of one thing were compared with those in shuffled texts, all names and sources judged "
        f"together: {_tested(table)}."
    ),
    "source_distances": lambda table: (
        "Distances are Jensen-Shannon divergences of word shares in excess of shuffled labels: of "
        f"{plural((table['source'] != table['other']).sum(), 'pair')}, {_tested(table)}."
    ),
    "topic_card": _topics,
    "topic_sources": lambda table: (
        "Shares of topics have 95% intervals over independent texts; each source was compared with all others in the "
        "same periods, unless it is mostly undated (logistic score tests, all topics and sources judged together): "
        f"{_tested(table) if table['difference'].notna().any() else 'no source has a period in common with others'}."
    ),
    "topic_trend": lambda table: (
        "Each period was compared with all others in the same sources (logistic score tests, all topics and periods "
        f"judged together): {_tested(table)}."
    ),
    "topic_differences": lambda table: (
        f"The shares of topics {in_span(table['first'].iloc[0])} were compared with those "
        f"{in_span(table['second'].iloc[0])} "
        f"(logistic score tests, all topics judged together): {_tested(table)}."
    ),
    "topic_wording": lambda table: (
        "Within each topic, each source was compared with all others, word by word "
        f"(Cochran-Mantel-Haenszel tests, all words judged together): {_tested(table)}."
    ),
}


def citation_entries(facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """List the corpus, of which the index knows `facts`, the report and the program as CSL-JSON items.

    Who collected the articles and when is for the person who cites to add.
    """
    short, described = facts["fingerprint"][:8], describe_corpus(facts)
    title = facts["title"] or f"Corpus of {described}"
    texts = plural(facts["independent_texts"], "independent text")
    choice = facts.get("choice", "").rstrip(".")
    if choice:
        # Another choice of the same articles is another entry.
        short += f"-{hashlib.sha256(choice.encode()).hexdigest()[:4]}"
        texts += f"; {choice[0].lower()}{choice[1:]}"
    made_with = f"Made with {PROGRAM} {VERSION}, packages {facts['lock'][:16]}"
    return [
        {
            "id": f"corpus-{short}",
            "type": "dataset",
            "title": title,
            "note": f"{described}; {texts}; fingerprint {facts['fingerprint']}",
        },
        {"id": f"report-{short}", "type": "report", "title": f"{title}: what the articles show", "note": made_with},
        SOFTWARE,
    ]


def as_csl(entries: list[dict[str, Any]]) -> str:
    """Write entries as CSL-JSON, which Zotero and pandoc read."""
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def as_bibtex(entries: list[dict[str, Any]]) -> str:
    r"""Write entries as BibTeX.

    Examples
    --------
    >>> print(as_bibtex([{"id": "corpus-1", "type": "dataset", "title": "News & 5 % of {it}"}]), end="")
    @misc{corpus-1,
      title = {{News \& 5 \% of \{it\}}}
    }
    """
    return "\n".join(_entry(entry) for entry in entries)


def _entry(entry: Mapping[str, Any]) -> str:
    values = {name: entry[name] for name in ("title", "version", "note") if name in entry}
    if "author" in entry:
        values["author"] = " and ".join(author["literal"] for author in entry["author"])
    # The second braces keep capitals, and a body as author whole.
    fields = ",\n".join(f"  {name} = {{{{{_escaped(value)}}}}}" for name, value in values.items())
    return f"@misc{{{entry['id']},\n{fields}\n}}\n"


def _escaped(text: str) -> str:
    marks = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return re.sub(r"[\\{}&%$#_~^]", lambda found: marks.get(found.group(), "\\" + found.group()), text)
