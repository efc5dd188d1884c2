"""One outlet, one name: spellings of a source that differ in nothing that matters are joined, and told."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.errors import SettingsError
from analysis.tables import corpus_tables as tables

_LABEL = r"[\w-]{1,63}"
_ADDRESS = re.compile(
    rf"(?:[a-z][a-z0-9+.-]{{0,14}}:)?(?://)?(?P<host>(?:{_LABEL}\.){{1,10}}(?:[^\W\d_]{{2,24}}|xn--[a-z0-9-]{{1,59}}))"
    r"\.?(?::\d{1,5})?(?:[/?#]\S*)?"
)
# Doors of one house: pages for telephones and for fast loading.
_DOOR = re.compile(r"(?:www\d{0,2}|ww\d|m|mobile|amp|wap|touch)\.(?=[^.]+\.)")
# "co.uk" ends a host as "de" does.
_ENDING = re.compile(r"\.((?:(?:co|com|org|net|ac|gov|edu|or|ne|go)\.)?[^.]+)$")
# Where everybody may have a host. In "independent.ie" and "guardian.ng" the country tells two papers apart.
_ANYBODYS = {"com", "net", "org", "info", "news"}
_THE = re.compile(r"the(?=\W|_)|(?<=\w),\s*the$")
_ACCENTS = re.compile("[\u0300-\u036f]")


# "Gates stay shut - Quay Courier", as search engines and news services write titles.
_AT_THE_END = re.compile(r"(?P<title>.*\S)\s+[-–—|·»]\s+(?P<name>[^-–—|·»]+(?:-[^-–—|·»\s]+)*)", re.DOTALL)
_MAX_TITLE = 300


class Host(NamedTuple):
    """A host, its name (``guardian`` of ``guardian.co.uk``), and its ending (``co.uk``)."""

    host: str
    name: str
    ending: str


def find_host(name: str) -> Host | None:
    """Find the host of a name that is an address: without scheme, ``www.``, ``m.``, ``amp.``, port, path, capitals.

    Examples
    --------
    >>> find_host("HTTPS://www.Guardian.co.uk:443/uk?page=2")
    Host(host='guardian.co.uk', name='guardian', ending='co.uk')
    >>> find_host("The Guardian")
    """
    match = _ADDRESS.fullmatch(name.strip().casefold())
    if not match:
        return None
    host = match["host"]
    while (door := _DOOR.match(host)) and (door[0] == "www." or _ENDING.sub("", "." + host[door.end() :])):
        host = host[door.end() :]
    before, ending, _ = _ENDING.split(host)
    return Host(host, before.rsplit(".", 1)[-1], ending)


def spelling_of(source: str) -> str:
    """Give the spelling that is counted and told: the source as found, an address without the page in it.

    Examples
    --------
    >>> spelling_of("https://www.quay.test/2024/gates.html"), spelling_of("Quay &amp; Sound")
    ('https://www.quay.test', 'Quay & Sound')
    """
    name = " ".join(html.unescape(source).split())
    match = _ADDRESS.fullmatch(name.casefold())
    # Some letters become two when capitals do not matter.
    return name[: match.end("host")] if match and len(name) == len(name.casefold()) else name


def plain_name(name: str) -> str:
    """Reduce a name to its letters and digits: capitals, accents, "The", blanks and marks do not matter.

    Examples
    --------
    >>> [plain_name(name) for name in ("The Quay Courier", "quay-courier", "Quay Courier, The", "QuayCourier")]
    ['quaycourier', 'quaycourier', 'quaycourier', 'quaycourier']
    """
    letters = "".join(name_words(_THE.sub("", _fold(name)))) or "".join(name_words(name))
    # "theguardian" as well; what is left of "them" or "theatre" is no other name.
    return (letters[3:] if letters.startswith("the") and len(letters) > 5 else letters) or name


def name_words(name: str) -> list[str]:
    """Split a name into its words, without capitals and accents.

    Examples
    --------
    >>> name_words("El País & Canal+"), name_words("AT&T")
    (['el', 'pais', 'and', 'canal+'], ['at', 'and', 't'])
    """
    return "".join(letter if _counts(letter) else " " for letter in _fold(name)).split()


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    return unicodedata.normalize("NFC", _ACCENTS.sub("", text)).strip()


def _counts(letter: str) -> bool:
    """Whether a character tells names apart: vowel signs do, and "Canal+" is not "Canal"."""
    return letter == "+" or unicodedata.category(letter)[0] in "LMN"


def without_outlet(title: str, *names: str) -> str:
    """Leave out the name of the outlet at the end of a title.

    Examples
    --------
    >>> without_outlet("Gates stay shut - Quay Courier", "quay-courier"), without_outlet("Gates - a story", "Quay")
    ('Gates stay shut', 'Gates - a story')
    """
    match = _AT_THE_END.fullmatch(title[-_MAX_TITLE:])
    if match is None or _names_of(match["name"]).isdisjoint(set().union(*map(_names_of, names))):
        return title
    return title[: len(title) - len(match.group()) + match.end("title")]


def _names_of(name: str) -> set[str]:
    host = find_host(name)
    return {plain_name(name)} | ({plain_name(host.name)} if host else set())


def spelling_table(names: Mapping[str, str], counts: Mapping[str, int]) -> pd.DataFrame:
    """List the spellings of each name (`join_names`) that has several, or is not the one found (`tables.SPELLINGS`)."""
    rows = [(names[spelling], spelling, n) for spelling, n in counts.items()]
    changed = {name for name, spelling, _ in rows if name != spelling}
    told = [row for row in rows if row[0] in changed]
    return tables.SPELLINGS.build(sorted(told, key=lambda row: (row[0], -row[2], row[1])))


def join_names(counts: Mapping[str, int], by_hand: Mapping[str, Iterable[str]] | None = None) -> dict[str, str]:
    """Join the spellings of each outlet.

    Spellings of one host are joined, and so are names that differ in capitals, accents, "The", blanks and marks only.
    A host is joined with a name that is written like it, with its ending or without: "nytimes_com" and "nytimes" are
    "nytimes.com". Without its ending only if no other host of the corpus has this name, and if the ending is one that
    any outlet may have (.com, .net, .org, .info, .news): "The Independent" is not "independent.ie".

    The name is the most frequent spelling, of several the first by alphabet; for spellings of a host, the host.

    Parameters
    ----------
    counts : mapping
        Spelling (`spelling_of`) -> number of articles.
    by_hand : mapping, optional
        ``sources`` of ``corpus.yml``: name -> spellings. A spelling goes where one alike is listed. Where spellings
        that are alike are listed under different names, each goes only where it is listed itself.

    Returns
    -------
    dict
        Spelling -> name, for all spellings; the same whatever the order of the counts.

    Raises
    ------
    SettingsError
        When addresses of one host are listed under two names.

    Examples
    --------
    >>> join_names({"The Quay": 2, "quay": 1, "www.quay.test": 1, "QUAY.test": 1, "Tern": 5})
    {'QUAY.test': 'quay.test', 'Tern': 'Tern', 'The Quay': 'The Quay', 'quay': 'The Quay', 'www.quay.test': 'quay.test'}
    >>> join_names({"The Quay": 2, "quay": 1}, {"The Quay": [], "Quay": ["quay"]})
    {'The Quay': 'The Quay', 'quay': 'Quay'}
    """
    owner = _owners(by_hand or {})
    key_of = _keys(sorted({*counts, *owner}))
    owners: dict[str, set[str]] = defaultdict(set)
    for spelling, shown in owner.items():
        owners[key_of[spelling]].add(shown)
    alike: dict[str, list[str]] = defaultdict(list)
    for spelling in sorted(counts):
        alike[key_of[spelling]].append(spelling)
    names: dict[str, str] = {}
    for key, spellings in alike.items():
        if len(owners[key]) > 1:
            names |= {spelling: owner.get(spelling, spelling) for spelling in spellings}
        else:
            names |= dict.fromkeys(spellings, next(iter(owners[key]), "") or _name_shown(spellings, counts))
    return dict(sorted(names.items()))


def _owners(by_hand: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Give the name of each spelling listed by hand; a name is a spelling of itself."""
    owner: dict[str, str] = {}
    for shown, names in by_hand.items():
        for name in (shown, *names):
            if owner.setdefault(spelling_of(name), shown) != shown:
                raise SettingsError(
                    f"corpus.yml: sources: {spelling_of(name)!r} is in both {owner[spelling_of(name)]!r} and {shown!r} "
                    "(of an address, only the host counts)."
                )
    return owner


def _keys(spellings: list[str]) -> dict[str, str]:
    """Give what is equal for the spellings of one outlet: the host, or the plain name of names without one."""
    found = {spelling: find_host(spelling) for spelling in spellings}
    hosts = sorted({host for host in found.values() if host})
    named: dict[str, list[Host]] = defaultdict(list)
    for host in hosts:
        named[plain_name(host.name)].append(host)
    # Written like a host: with its ending ("nytimes_com"), or without where only one can be meant.
    written = {plain_name(way + host.host): host.host for host in reversed(hosts) for way in ("", "www")}
    for name, (first, *others) in named.items():
        if not others and first.ending in _ANYBODYS and first.host == f"{first.name}.{first.ending}":
            written.setdefault(name, first.host)
    plain = {spelling: plain_name(spelling) for spelling, host in found.items() if not host}
    return {
        spelling: host.host if host else written.get(plain[spelling], plain[spelling])
        for spelling, host in found.items()
    }


def _name_shown(spellings: list[str], counts: Mapping[str, int]) -> str:
    """Choose the most frequent spelling; those of a host count as the host."""
    hosts = {spelling: host.host for spelling in spellings if (host := find_host(spelling))}
    if len(hosts) == 1 and all(spelling.casefold() == host for spelling, host in hosts.items()):
        # "Quay.Test" alone may be how the outlet writes its name.
        hosts = {}
    total: dict[str, int] = defaultdict(int)
    for spelling in spellings:
        total[hosts.get(spelling, spelling)] += counts[spelling]
    return min(total, key=lambda name: (-total[name], name))
