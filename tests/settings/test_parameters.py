"""Parameters: what a notebook declares, and which values are let through."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from notebook_making import make_notebook

from analysis.errors import SettingsError
from analysis.settings.given_values import convert, read_assignments, read_parameter_file
from analysis.settings.parameters import Parameter, check_ranges, check_values, read_parameters

CELL = """articles: str = "data/raw"  # folder # or table
sources: list = []
n_topics: int = 0  # 0 = choose
share: float = 0.5
exact: bool = True
since: str = ""
until: str = "" """


@pytest.fixture
def declared(tmp_path: Path) -> dict[str, list[Parameter]]:
    return {"toy": read_parameters(make_notebook(tmp_path / "toy.ipynb", parameters=CELL))}


def test_declared_parameters_have_name_type_default_and_comment(declared: dict[str, list[Parameter]]) -> None:
    assert declared["toy"][0] == Parameter("articles", "str", "data/raw", "folder # or table")
    assert declared["toy"][2] == Parameter("n_topics", "int", 0, "0 = choose")
    assert [p.name for p in declared["toy"]] == ["articles", "sources", "n_topics", "share", "exact", "since", "until"]


def test_a_cell_of_another_form_is_refused(tmp_path: Path) -> None:
    bad = ("n = 1", "n: int = 'x'", "n: int = 1 + 1", "n: int | None = None", "import os", "n: int = (", "n: bool = 1")
    for cell in bad:
        with pytest.raises(SettingsError, match="cell tagged 'parameters' cannot be read"):
            read_parameters(make_notebook(tmp_path / "toy.ipynb", parameters=cell))


def test_a_cell_with_another_tag_is_none_of_parameters(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "toy.ipynb")
    path.write_text(path.read_text().replace('"parameters"', '"other"'))
    with pytest.raises(SettingsError, match="has no cell tagged 'parameters'"):
        read_parameters(path)


def test_values_are_converted_by_declared_type(declared: dict[str, list[Parameter]]) -> None:
    given = {"sources": "007, no", "n_topics": "12", "share": "1e-3", "exact": "False", "since": "2024-03-01"}
    assert check_values(declared, given) == {
        "toy": {"sources": ["007", "no"], "n_topics": 12, "share": 0.001, "exact": False, "since": "2024-03-01"}
    }


def test_a_value_goes_only_to_notebooks_that_know_it(declared: dict[str, list[Parameter]]) -> None:
    both = {**declared, "other": [Parameter("seed", "int", 0, "")]}
    assert check_values(both, {"seed": "4"}) == {"toy": {}, "other": {"seed": 4}}


def test_a_misspelt_name_is_refused_with_the_nearest(declared: dict[str, list[Parameter]]) -> None:
    with pytest.raises(SettingsError, match=r"no parameter 'n_topcis'\. Did you mean 'n_topics'\?"):
        check_values(declared, {"n_topcis": "3"})


@pytest.mark.parametrize("number", ["3", "3.2", "3.10", ""])
def test_the_number_of_a_topic_stays_as_it_is_given(number: str, tmp_path: Path) -> None:
    declared = {"toy": [Parameter("topic", "str", "", "")]}
    (tmp_path / "given.yml").write_text(f"topic: {number}\n")
    for given in (read_assignments([f"topic={number}"]), read_parameter_file(tmp_path / "given.yml")):
        assert check_values(declared, given) == {"toy": {"topic": number}}


@pytest.mark.parametrize("number", ["war", "0", "03", "3.", "3.0", "3.2.1", "-1", " 3", "3" * 10_000])
def test_what_numbers_no_topic_is_refused(number: str) -> None:
    declared = {"toy": [Parameter("topic", "str", "", "")]}
    with pytest.raises(SettingsError, match=r"topic must be the number of a topic such as 3 or 3\.2, or empty, not "):
        check_values(declared, {"topic": number})


# papermill writes names as they are given into the notebook.
def test_a_name_is_never_code(declared: dict[str, list[Parameter]], tmp_path: Path) -> None:
    for name in (
        "x=__import__('os').system('true')#",
        "n_topics;import os",
        "n_topics\nimport os",
        "n_topics #",
        "n_topics: int",
        "__builtins__",
        "__class__",
        "class",
        "None",
        "print",
        "os.environ",
        "articles[0]",
        "ｎ_topics",
        "",
    ):
        (tmp_path / "given.yml").write_text(json.dumps({name: "1"}))
        for read in (
            lambda name=name: {name: "1"},
            lambda name=name: read_assignments([f"{name}=1"]),
            lambda: read_parameter_file(tmp_path / "given.yml"),
        ):
            with pytest.raises(SettingsError):
                check_values(declared, read())


def test_other_types_are_refused() -> None:
    defaults: dict[str, object] = {"int": 0, "float": 0.0, "bool": False, "list": [], "dict": {}}
    for kind, texts in {
        "int": ["1.0", "", "1_000", "one"],
        "float": ["nan", "inf", "x"],
        "bool": ["no", "1"],
        "list": ["[a", "[*a]"],
        "dict": ["a,b", "{a: 1, a: 2}"],
    }.items():
        for text in texts:
            with pytest.raises(SettingsError, match=rf"^name must be .*, not {re.escape(repr(text))}\.$"):
                convert("name", kind, defaults[kind], text)


def test_lists_and_mappings() -> None:
    assert convert("x", "list", [], "[a, 'b, c', 012]") == ["a", "b, c", "012"]
    assert convert("x", "list", [1], "[1, 2]") == [1, 2]
    assert convert("x", "list", [], "") == []
    assert convert("x", "dict", {}, '{"a": "no"}') == {"a": "no"}


def test_values_out_of_range_are_refused() -> None:
    for name, value, expected in [
        ("n_topics", 1, "0 (automatic) or 2-200, not 1"),
        ("n_topics", 201, "0 (automatic) or 2-200, not 201"),
        ("n_topics", -1, "0 (automatic)"),
        ("n_topics", True, "0 (automatic) or 2-200, not True"),
        ("seed", -1, "a whole number from 0"),
        ("top_n", 0, "a whole number from 1 to 100"),
        ("top_n", 101, "a whole number from 1 to 100"),
        ("top_n", 2.0, "a whole number from 1 to 100"),
        ("min_articles", 0, "a whole number, at least 1"),
        ("compare", "sauce", "source, group, year, month or label, not 'sauce'"),
        ("since", "2024-3-1", "a date such as 2024-03-31, or empty, not '2024-3-1'"),
        ("until", "soon", "a date such as 2024-03-31"),
        ("until", 2024, "a date such as 2024-03-31"),
        ("language", "klingon", "the two-letter code of a language with a stop list, or empty, not 'klingon'"),
        ("sources", "Beacon", "a list of sources, not 'Beacon'"),
        ("focus", ["x" * 101], "a list of words"),
    ]:
        with pytest.raises(SettingsError, match=f"^{name} must be {re.escape(expected)}"):
            check_ranges({name: value})


def test_values_at_the_ends_of_their_ranges() -> None:
    for n_topics, top_n in ((0, 1), (2, 100), (200, 1)):
        check_ranges({"n_topics": n_topics, "top_n": top_n, "seed": 0, "min_articles": 1, "language": "ar"})


def test_since_may_not_be_after_until(declared: dict[str, list[Parameter]]) -> None:
    with pytest.raises(SettingsError, match="since=2024-03-02 is after until=2024-03-01"):
        check_values(declared, {"since": "2024-03-02", "until": "2024-03-01"})


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    # Plain YAML would make these False, 10, 750 and a date.
    (tmp_path / "p.yml").write_text("language: no\nid: 012\ntime: 12:30\nsince: 2024-03-01\nsources: [a, 01]\n")
    assert read_parameter_file(tmp_path / "p.yml") == {
        "language": "no", "id": "012", "time": "12:30", "since": "2024-03-01", "sources": ["a", "01"],
    }  # fmt: skip


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    for text in ("a: 1\na: 2", "- a", "a: &x [1]\nb: *x", "a: [", "x" * 100_001, "", "[" * 40_000):
        (tmp_path / "p.yml").write_text(text)
        with pytest.raises(SettingsError, match="cannot be read as parameters"):
            read_parameter_file(tmp_path / "p.yml")


def test_yaml_constructs_nothing(tmp_path: Path) -> None:
    (tmp_path / "p.yml").write_text("a: !!python/object/apply:os.system ['true']")
    assert read_parameter_file(tmp_path / "p.yml") == {"a": ["true"]}


def test_an_assignment_twice_is_refused() -> None:
    assert read_assignments(["a=b=c", "d="]) == {"a": "b=c", "d": ""}
    with pytest.raises(SettingsError, match="'a' is given twice"):
        read_assignments(["a=1", "a=2"])


TOPIC_PARAMETERS = {
    "m": [Parameter("seed_words", "dict", {}, ""), Parameter("drop_topics", "list", [], ""),
          Parameter("between", "list", [], ""), Parameter("method", "str", "mixture", "")]
}  # fmt: skip


def test_parameters_of_topics_are_read() -> None:
    given = {"seed_words": '{"war": ["siege", "shelling"], "vote": ballot}', "drop_topics": "[3, 7.2]",
             "between": "Beacon,Post", "method": "nmf"}  # fmt: skip
    assert check_values(TOPIC_PARAMETERS, given)["m"] == {
        "seed_words": {"war": ["siege", "shelling"], "vote": ["ballot"]}, "drop_topics": ["3", "7.2"],
        "between": ["Beacon", "Post"], "method": "nmf",
    }  # fmt: skip


def test_wrong_parameters_of_topics_are_refused() -> None:
    for name, given, message in [
        ("drop_topics", "three", "drop_topics must be a list of topic numbers such as [3, \"3.2\"], not ['three']."),
        ("drop_topics", "0", "drop_topics must be a list of topic numbers such as [3, \"3.2\"], not ['0']."),
        ("between", "Beacon", "between must be empty, or two different sources or spans of time, not ['Beacon']."),
        ("between", "Beacon,Beacon", "between must be empty, or two different"),
        ("method", "lsa", "method must be mixture, nmf or lda, not 'lsa'."),
        ("seed_words", "siege", "seed_words must be a mapping such as {a: b}, not 'siege'."),
        ("seed_words", "{war: {a: b}}", "seed_words must be a mapping"),
    ]:
        with pytest.raises(SettingsError, match=re.escape(message)):
            check_values(TOPIC_PARAMETERS, {name: given})
