"""Names of sources to look at: alike, so that they may be one outlet, and names that are none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.corpus.cleaning.article_language import known_language
from analysis.corpus.outlet_names import find_host, name_words, plain_name

_IN_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^][]{0,60}\]")
# What is added to a name or left out: in front, behind, and anywhere.
_BEFORE = "the der die das le la les el los las il lo o os de het l agencia agence agenzia agentur"
_BEHIND = "uk us usa international global world deutschland europe"
_ANYWHERE = "daily online news newspaper noticias nachrichten website site web digital print edition"
# Left out of an abbreviation: "Voice of America" is VOA.
_SMALL = "of the and for de la du des der und"
# Shorter words of two names often differ in one letter.
_MIN_LETTERS, _MAX_ABBREVIATION, _MAX_NAME = 5, 12, 80
# Abbreviations are looked for among so many names, the most frequent.
_MAX_COMPARED = 500
# Words that are alike but for a letter, of which one is looked for among so many.
_MAX_ALIKE = 20
# Folders and columns of other things than outlets.
_THINGS = (
    "article articles artikel articulos articulo articoli artigos data daten datos dati dataset datasets text "
    "texts texte textos testi txt html htm csv tsv json jsonl parquet xml corpus corpora raw rawdata export "
    "exports download downloads file files page pages web website websites document documents doc docs input "
    "output import source sources stories news newspaper newspapers media scraped crawl crawled train test "
    "dev validation sample samples temp tmp new folder untitled old archive archives nexis lexisnexis factiva "
    "europresse proquest mediacloud saved webpage webpages browser offline clippings "
    "unknown na nan none null other others various unbekannt inconnu desconocido"
)
_DATE = re.compile(
    r"(?:1[6-9]|20|21)\d\d(?:[\W_]?(?:0?[1-9]|1[0-2]|q[1-4]|w\d\d)(?:[\W_]?\d\d?)?)?"
    r"|\d\d?[\W_]\d\d?[\W_]\d{2,4}"
)
_MONTH_AND_YEAR = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)[\W_]?(?:\d{4})?"
)
_CODES = "en de fr es it pt nl sv da no nb fi pl cs ru uk tr ar he fa zh ja ko el hu ro ca"


def is_no_outlet(name: str) -> bool:
    """Say whether a name is one of folders and files rather than of an outlet, a date, a language, or a whole sentence.

    Examples
    --------
    >>> [is_no_outlet(name) for name in ("articles", "Data_2", "2021-03", "march2021", "en-GB", "English", "El-Pais")]
    [True, True, True, True, True, True, False]
    """
    plain = name.strip().casefold()
    if len(plain) > _MAX_NAME:
        return True
    words = name_words(plain.rstrip("0123456789"))
    code = plain[:2] in _CODES.split() and (len(plain) == 2 or re.fullmatch(r"[a-z]{2}[-_][A-Z]{2}", name.strip()))
    language = len(plain) > 5 and plain.isalpha() and known_language(plain)
    return bool(
        code
        or language
        or _DATE.fullmatch(plain)
        or _MONTH_AND_YEAR.fullmatch(plain)
        or set(words) <= set(_THINGS.split())
    )


def similar_names(counts: Mapping[str, int], by_hand: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Find names that may be one outlet, though nothing in them says so.

    Two names are similar when they differ in words such as "daily", "online" or "UK", in an article, in something in
    brackets, or in one letter; when one abbreviates the other; and hosts when one is below the other, has the other's
    name in another country, or is the first word of the other.

    Parameters
    ----------
    counts : mapping
        Name -> articles.
    by_hand : mapping
        ``sources`` of ``corpus.yml``. A name that is listed without another spelling has been decided, and so have two
        that are listed.

    Returns
    -------
    dict
        Name of each group -> the others, by articles, then name. The name is the one that is listed, else the most
        frequent; there is no group of two that are listed.

    Examples
    --------
    >>> similar_names({"Daily Mail": 9, "Mail Online": 3, "Daily Mail (London)": 3, "Daily Mirror": 5}, {})
    {'Daily Mail': ['Daily Mail (London)', 'Mail Online']}
    """
    alone = {name for name, spellings in by_hand.items() if set(spellings) <= {name}}
    order = sorted(counts, key=lambda name: (name not in by_hand, -counts[name], name))
    names = [name for name in order if name not in alone]
    rank = {name: i for i, name in enumerate(names)}
    head = {name: name for name in names}
    for pair in _pairs(names):
        first, second = sorted((_find(head, name) for name in pair), key=rank.__getitem__)
        if second not in by_hand:
            head[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if head[name] != name:
            groups[_find(head, name)].append(name)
    return dict(sorted(groups.items(), key=lambda item: rank[item[0]]))


def _find(head: Mapping[str, str], name: str) -> str:
    while head[name] != name:
        name = head[name]
    return name


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    """Give the pairs of similar names; each name is compared with those that have something in common only."""
    first_with: dict[str, str] = {}
    first_of_word: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    hosts = {host.host: name for name in names if (host := find_host(name))}
    for name in names:
        words = _label(name)
        if words and (other := first_with.setdefault(_main_words(words), name)) != name:
            yield other, name
        for trait, word in _words_less_a_letter(words):
            alike = first_of_word[trait]
            yield from ((other, name) for one, other in alike.items() if other != name and _one_letter_apart(one, word))
            if len(alike) < _MAX_ALIKE:
                alike.setdefault(word, name)
        host = find_host(name)
        above = host.host.partition(".")[2] if host else ""
        while above:
            if above in hosts:
                yield hosts[above], name
            above = above.partition(".")[2]
    short: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in names[:_MAX_COMPARED]:
        label = _label(name)
        if len(label) == 1 and len(label[0]) <= _MAX_ABBREVIATION:
            short[label[0][0]].append((label[0], name))
    for name in names[:_MAX_COMPARED]:
        words = [] if find_host(name) else name_words(name)
        words = words[words[:1] == ["the"] :]
        main = [word for word in words if word not in _SMALL.split()]
        for label_of, other in short[words[0][0]] if len(words) > 1 else ():
            # Two letters are soon found: "AS" is not the "ABC sociedad", nor "AL.com" "Above the Law".
            two = len(label_of) == 2
            begins = not two and label_of == words[0] and find_host(other)
            telling = not two or all(word[:1].isupper() for word in name.split())
            # The letters of "CNN" each begin a word; "nytimes" and "WAPO" take more of one.
            capitals = len(label_of) == 3 and _IN_BRACKETS.sub("", other).strip().isupper()
            ways = (words,) if two else (words, main)
            if begins or (telling and any(_abbreviates(label_of, way, capitals) for way in ways)):
                yield other, name


def _label(name: str) -> list[str]:
    """Split a name into its words, a host without its ending; nothing for a host below another."""
    host = find_host(name)
    if not host:
        return name_words(_IN_BRACKETS.sub(" ", name[:_MAX_NAME]))
    return name_words(host.name) if host.host == f"{host.name}.{host.ending}" else []


def _main_words(words: list[str]) -> str:
    """Give what is left of a name without words that are often added or left out."""
    words = words[words[:1] == ["the"] :]
    main = [word for word in words if word not in _ANYWHERE.split()]
    main = main[1:] if main[:1] and main[0] in _BEFORE.split() and len(main) > 1 else main
    main = main[:-1] if main[-1:] and main[-1] in _BEHIND.split() and len(main) > 1 else main
    return plain_name("".join(main or words))


def _words_less_a_letter(words: list[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Give each long word of a name, whole and less one letter, with what is beside it; and the word."""
    words = words[words[:1] == ["the"] :]
    for i, word in enumerate(words):
        if len(word) >= _MIN_LETTERS and word.isalpha():
            for way in sorted({word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}):
                yield ("".join(words[:i]), way, "".join(words[i + 1 :])), word


def _one_letter_apart(first: str, second: str) -> bool:
    """Say whether one letter is another, left out or added, or two neighbours are swapped."""
    same = next(
        (i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    a, b = first[same:], second[same:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])


def _abbreviates(label: str, words: list[str], initials: bool) -> bool:
    """Say whether a word is made of the beginnings of all words: "nytimes", "wsj", "wapo"; or of their initials."""
    ends = {0}
    for word in words:
        longest = 1 if initials else len(word)
        ends = {end + n for end in ends for n in range(1, longest + 1) if label[end : end + n] == word[:n]}
    return len(words) > 1 and len(label) in ends
