"""Spellings of one outlet are one source; whatever may be two outlets stays two."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from corpus_files import LoadFiles, tale, tales
from growth import is_linear

from analysis.corpus.cleaning.mend_batch import OUTLET_IN_TITLE
from analysis.corpus.outlet_names import find_host, join_names, plain_name, spelling_of, spelling_table
from analysis.errors import SettingsError


def joined(*spellings: str) -> set[frozenset[str]]:
    """Which of these spellings are one source, each in one article."""
    found: dict[str, set[str]] = {}
    for spelling, name in join_names(dict.fromkeys(map(spelling_of, spellings), 1)).items():
        found.setdefault(name, set()).add(spelling)
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize(
    "address",
    [
        "lantern.example",
        "WWW.Lantern.Example",
        "www2.lantern.example",
        "m.lantern.example",
        "mobile.lantern.example",
        "amp.lantern.example",
        "amp.www.lantern.example",
        "http://lantern.example/",
        "https://www.lantern.example:8443/world/2024/03/04/gates.html?page=2#end",
        "//lantern.example",
        "lantern.example.",
        "lantern.example/feed",
    ],
)
def test_an_address_is_its_host(address: str) -> None:
    host = find_host(address)
    assert host is not None
    assert host.host == "lantern.example"
    assert list(join_names({spelling_of(address): 1}).values()) == [spelling_of("lantern.example")]


@pytest.mark.parametrize(
    ("address", "host", "name", "ending"),
    [
        ("news.bbc.co.uk", "news.bbc.co.uk", "bbc", "co.uk"),
        ("mobile.de", "mobile.de", "mobile", "de"),
        ("m.org.uk", "m.org.uk", "m", "org.uk"),
        ("www.gov.uk", "gov.uk", "gov", "uk"),
        ("www.новости.рф", "новости.рф", "новости", "рф"),
        ("https://xn--fiqs8s.xn--fiqs8s/", "xn--fiqs8s.xn--fiqs8s", "xn--fiqs8s", "xn--fiqs8s"),
    ],
)
def test_what_is_part_of_the_host_stays(address: str, host: str, name: str, ending: str) -> None:
    assert find_host(address) == (host, name, ending)


@pytest.mark.parametrize(
    "name",
    ["St. Louis Post", "The Tern", "U.K.", "No.10", "localhost:80", "AC/DC", "a@lantern.example", ".", "", "Inc."],
)
def test_a_name_is_no_address(name: str) -> None:
    assert find_host(name) is None


@pytest.mark.parametrize(
    "spellings",
    [
        ("The Harbour Lantern", "harbour lantern", "HARBOUR-LANTERN", "Harbour_Lantern", "HarbourLantern"),
        ("The Lantern", "Lantern, The", "thelantern", "LANTERN"),
        ("El País", "El Pais", "EL PAÍS", "el-pais"),
        ("People’s Post", "People's Post", "Peoples Post"),
        ("Tide & Sound", "Tide and Sound", "Tide &amp; Sound"),
        ("Strasse", "Straße", "STRASSE"),
        ("ＴＩＤＥ", "Tide"),
        ("Новая Волна", "НОВАЯ ВОЛНА"),
        ("lantern.com", "Lantern", "The Lantern", "www_lantern_com", "lantern-com"),
        ("Tide.example", "tide-example"),
    ],
)
def test_spellings_that_differ_in_nothing_that_matters_are_one(spellings: tuple[str, ...]) -> None:
    assert len(joined(*spellings)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Daily Mail", "Mail Online", "Daily Mail (London)", "Mail on Sunday"),
        ("Channel 4", "Channel 5"),
        ("Canal", "Canal+"),
        # In each country another paper.
        ("The Independent", "independent.ie"),
        ("lantern.com", "lantern.org", "Lantern"),
        ("lantern.co.uk", "lantern.ng"),
        ("edition.lantern.com", "lantern.com"),
        # Vowel signs are letters.
        ("कमल", "कमाल"),
        ("ガス", "カス"),
        ("!!!", "???"),
        ("Them", "M"),
    ],
)
def test_what_may_be_another_outlet_stays_apart(names: tuple[str, ...]) -> None:
    assert joined(*names) == {frozenset([name]) for name in names}


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ({"The Tide": 2, "TIDE": 3, "Tide": 3}, "TIDE"),
        ({"www.tide.com": 2, "m.tide.com": 2, "Tide": 3}, "tide.com"),
        ({"www.tide.com": 2, "Tide": 3}, "Tide"),
        ({"WWW.TIDE.COM": 1}, "tide.com"),
        ({"NJ.com": 1}, "NJ.com"),
        ({"NJ.com": 2, "nj.com": 1}, "nj.com"),
    ],
)
def test_the_name_is_the_most_frequent_spelling(counts: dict[str, int], name: str) -> None:
    assert set(join_names(counts).values()) == {name}


def test_the_order_of_spellings_does_not_matter() -> None:
    counts = {"Tide": 1, "The Tide": 1, "tide.com": 1, "m.tide.com": 1, "tide.org": 1}
    ways = [dict(order) for order in permutations(counts.items())]
    names = join_names(counts)
    assert all(join_names(way) == names for way in ways)
    assert all(spelling_table(names, way).equals(spelling_table(names, counts)) for way in ways)


def test_names_by_hand() -> None:
    counts = {"Daily Tide": 4, "Tide Online": 2, "tide.ie": 1, "https://www.tide.ie": 1, "TIDE ONLINE": 1, "Gull": 1}
    assert join_names(counts, {"The Tide": ["Daily Tide", "Tide Online", "tide.ie"]}) == {
        **dict.fromkeys(counts, "The Tide"),
        "Gull": "Gull",
    }
    # Listed under two names: each only where it is listed.
    alike = {"The Gull": 3, "Gull": 2, "GULL": 1}
    assert join_names(alike, {"The Gull": [], "Gull": ["Gull"]}) == {name: name for name in alike}
    assert join_names(alike, {"Gull": ["Gull"]}) == dict.fromkeys(alike, "Gull")
    # What is listed need not be there.
    assert join_names({"Gull": 1}, {"Tern": ["Turn"]}) == {"Gull": "Gull"}
    with pytest.raises(SettingsError, match=r"'https://tide\.ie' is in both 'A' and 'B' \(of an address"):
        join_names(counts, {"A": ["https://tide.ie/a"], "B": ["https://tide.ie/b"]})


def test_time_grows_with_the_length_of_odd_names() -> None:
    odd = ["a.", "x", "http:", ".", "the ", ", the"]
    for unit in odd:
        assert is_linear(lambda size, unit=unit: join_names({spelling_of(unit * size): 1}), 50_000), unit
    assert len(join_names({spelling_of(unit * 10_000): 1 for unit in odd})) == len(odd)


def test_every_table_has_the_joined_name(load: LoadFiles) -> None:
    rows = tales("www.tide.com", "https://tide.com/a/b", "m.tide.com", head="text,url")
    folder = {f"tide/{i}.txt": f"Boats {i}\n\n{tale(10 + i)}\n\nAll rights at the Tide office." for i in range(12)}
    corpus = load({"t.csv": rows, **folder, "corpus.yml": "columns: {source: url}"})
    assert corpus.source_names == ["tide"]
    assert corpus.spellings.values.tolist() == [
        ["tide", "tide", 12],
        ["tide", "https://tide.com", 1],
        ["tide", "m.tide.com", 1],
        ["tide", "www.tide.com", 1],
    ]
    assert set(corpus.removed["source"]) == {"tide"}
    assert set(corpus.articles["outlet"]) == {"tide"}


def test_sources_are_chosen_by_any_spelling(load: LoadFiles) -> None:
    table = tales("The Tide", "TIDE", "tide", "www.gull.ie", "gull.ie", "Tern")
    for chosen in (["Tide"], ["Guull"]):
        with pytest.raises(SettingsError, match="there is no source"):
            load({"t.csv": table}, sources=chosen)
    assert load({"t.csv": table}, sources=["tide", "www.gull.ie"]).source_names == ["TIDE", "gull.ie"]
    groups = {"t.csv": table, "corpus.yml": "groups: {left: [tide, TIDE], right: [gull.ie]}"}
    corpus = load(groups, compare="group")
    assert corpus.articles.groupby("source").size().to_dict() == {"left": 3, "right": 2}
    with pytest.raises(SettingsError, match="groups: 'TIDE' is in both 'left' and 'right'"):
        load({"t.csv": table, "corpus.yml": "groups: {left: [tide], right: [TIDE]}"}, compare="group")


def test_names_by_hand_are_read_from_the_settings(load: LoadFiles) -> None:
    corpus = load(
        {"t.csv": tales("Tide", "TIDE", "Gull"), "corpus.yml": "sources: {Evening Tide: [tide], Tern: [Gull]}"}
    )
    assert corpus.source_names == ["Evening Tide", "Tern"]
    assert corpus.spellings.values.tolist() == [
        ["Evening Tide", "TIDE", 1],
        ["Evening Tide", "Tide", 1],
        ["Tern", "Gull", 1],
    ]


def test_the_outlet_at_the_end_of_a_title_is_no_part_of_it(load: LoadFiles) -> None:
    titles = ["Gates shut - Evening Tide", "Gates shut | The Evening Tide", "Gates - a story", "Evening Tide"]
    table = "title,text,source\n" + "".join(f"{title},{tale(i)},Evening Tide\n" for i, title in enumerate(titles))
    corpus = load({"t.csv": table})
    assert sorted(corpus.articles["title"]) == ["Evening Tide", "Gates - a story", "Gates shut", "Gates shut"]
    assert corpus.removed[["text", "articles"]].values.tolist() == [[OUTLET_IN_TITLE, 2]]
    kept = load({"t.csv": table, "corpus.yml": f"keep: ['{OUTLET_IN_TITLE}']"})
    assert sorted(kept.articles["title"]) == sorted(titles)


def test_a_corpus_spelt_one_way_has_no_spellings(load: LoadFiles) -> None:
    corpus = load({"t.csv": tales("Tide", "Gull")})
    assert corpus.spellings.empty
    assert list(corpus.spellings) == ["source", "spelling", "articles"]
    assert isinstance(corpus.spellings, pd.DataFrame)


def test_plain_names() -> None:
    assert [plain_name(name) for name in ("The i", "Them", "The The", "The-Tide", "AT&T")] == [
        "i",
        "them",
        "the",
        "tide",
        "atandt",
    ]
