"""corpus.yml and names.yml: read strictly, told with file and key."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from analysis.errors import SettingsError
from analysis.settings.corpus_file import (
    CorpusSettings,
    check_given,
    read_corpus_settings,
    read_name_families,
)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_without_files_nothing_is_set(tmp_path: Path) -> None:
    settings = read_corpus_settings(tmp_path)
    assert (settings.title, settings.agencies) == ("", [])
    assert read_name_families(tmp_path) == {}


def test_how_articles_are_read_is_set(tmp_path: Path) -> None:
    text = """
        columns: {text: body, id: nr}
        encoding: koi8-r
        date_format: "%d.%m.%Y"
        repair: true
        keep: [Read more]
        same_text: 0.75
    """
    settings = read_corpus_settings(write(tmp_path, "corpus.yml", textwrap.dedent(text)))
    assert settings == CorpusSettings(
        columns={"text": "body", "id": "nr"}, encoding="koi8-r", date_format="%d.%m.%Y", repair=True,
        keep=["Read more"], same_text=0.75,
    )  # fmt: skip


def test_what_the_command_says_overrides_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, "corpus.yml", "title: T\nencoding: koi8-r\ncolumns: {text: body, id: nr}\n")
    given = check_given("text=story, source=Haus Organ", "%d/%m/%Y", None)
    assert read_corpus_settings(folder, given) == CorpusSettings(
        title="T", encoding="koi8-r", date_format="%d/%m/%Y",
        columns={"text": "story", "id": "nr", "source": "Haus Organ"},
    )  # fmt: skip
    assert check_given(None, None, None) == {}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("body", None, None), "--map body: 'body' is not of the form NAME=VALUE"),
        (("text=a,text=b", None, None), "--map text=a,text=b: Parameter 'text' is given twice"),
        (("body=text", None, None), "--map body=text: 'body' is none of id, title, text, source, date, label, "),
        (("text=", None, None), "--map text=: the name of the column with the text is missing"),
        ((None, "%d/%m", None), "--date-format %d/%m: a form with day, month and year is needed"),
        ((None, "DD/MM/YYYY", None), "--date-format DD/MM/YYYY: a form with"),
        ((None, "%d/%m/%Y%", None), "--date-format %d/%m/%Y%: a form with"),
        ((None, None, "windows"), "--encoding windows: no encoding of this name is known"),
        ((None, None, "base64"), "--encoding base64: no encoding of this name is known"),
        ((None, None, "a\0b"), "no encoding of this name is known"),
    ],
)
def test_wrong_options_are_told_by_name(given: tuple[str | None, str | None, str | None], told: str) -> None:
    with pytest.raises(SettingsError, match=re.escape(told)):
        check_given(*given)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "{}"])
def test_empty_files_set_nothing(tmp_path: Path, text: str) -> None:
    assert read_corpus_settings(write(tmp_path, "corpus.yml", text)).title == ""
    assert read_name_families(write(tmp_path, "names.yml", text)) == {}


def test_settings_are_read(tmp_path: Path) -> None:
    settings = read_corpus_settings(write(tmp_path, "corpus.yml", "title: Küste\nagencies: [Meridian, 'AP']\n"))
    assert (settings.title, settings.agencies) == ("Küste", ["Meridian", "AP"])


def test_blank_names_and_families_without_a_name_are_left_out(tmp_path: Path) -> None:
    text = "families: {Front: [ISF, ' ', ''], nobody: [], blank: [' ']}"
    assert read_name_families(write(tmp_path, "names.yml", text)) == {"Front": ["ISF"]}


def test_names_stay_the_words_they_are(tmp_path: Path) -> None:
    # YAML makes these false, a number, a date and nothing.
    text = "families:\n  NO: [NO, on]\n  2024: [007, 1e5, 2024-03-04, 2024-02-30, null, ~]\n"
    assert read_name_families(write(tmp_path, "names.yml", text)) == {
        "NO": ["NO", "on"],
        "2024": ["007", "1e5", "2024-03-04", "2024-02-30", "null", "~"],
    }


def test_a_table_takes_the_files_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "t.csv", "text,source\n")
    write(tmp_path, "corpus.yml", "title: Beside")
    assert read_corpus_settings(tmp_path / "t.csv").title == "Beside"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel: x", "titel: there is no such key; there are title, agencies"),
        ("agencies: Meridian", "agencies: a list is needed"),
        ("agencies: [[a]]", r"agencies\.0: text is needed"),
        ("- a", "the file: Input should be"),
        ("just text", "the file: Input should be"),
        ("title: a\ntitle: b", "'title' is there twice"),
        ("a: &a [x]\nagencies: *a", "aliases"),
        ("title: [", "cannot be read as YAML"),
        ("title: !!python/object/apply:os.system [true]", "text is needed|cannot be read"),
        ("title: " + "[" * 20_000, "cannot be read as YAML"),
        ("title: \x00", "cannot be read as YAML"),
        (b"title: \xff", "cannot be read as YAML"),
        ("columns: {body: text}", "columns: 'body' is none of id, title"),
        ("encoding: windows", "encoding: no encoding of this name is known"),
        ("date_format: '%Y'", "date_format: a form with day, month and year is needed"),
        ("repair: perhaps", "repair: Input should be a valid boolean"),
        ("same_text: 0", "same_text: Input should be greater than 0"),
        ("same_text: 1.5", "same_text: Input should be less than or equal to 1"),
        ("same_text: nan", "same_text: Input should be"),
        ("title: " + "x" * 200_000, "larger than a settings file can be"),
    ],
    ids=range(20),
)
def test_anything_else_is_refused_with_the_file(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(SettingsError, match=rf"corpus\.yml.*({told})") as caught:
        read_corpus_settings(write(tmp_path, "corpus.yml", text))
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_families_are_lists_of_names(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"names\.yml: families\.a: a list is needed"):
        read_name_families(write(tmp_path, "names.yml", "families: {a: b}"))


def test_a_name_is_in_one_family(tmp_path: Path) -> None:
    (tmp_path / "names.yml").write_text("families: {A: [ISIS, IS], B: [Daesh, ' ISIS']}", encoding="utf-8")
    with pytest.raises(SettingsError, match="'ISIS' is in two families, 'A' and 'B': it would count twice"):
        read_name_families(tmp_path)
