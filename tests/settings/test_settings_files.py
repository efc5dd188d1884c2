"""corpus.yml, names.yml and topics.yml: read strictly; a fault is reported with file and key."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from analysis.errors import SettingsError
from analysis.settings.settings_files import (
    CorpusSettings,
    check_families,
    check_given,
    read_corpus_settings,
    read_name_families,
    read_topic_edits,
)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_without_files_or_with_empty_ones_nothing_is_set(tmp_path: Path) -> None:
    for text in (None, "", "# only a comment\n", "---\n", "{}"):
        for name in ("corpus.yml", "names.yml", "topics.yml") if text is not None else ():
            write(tmp_path, name, str(text))
        assert read_corpus_settings(tmp_path) == CorpusSettings(), text
        assert read_name_families(tmp_path) == {}, text
        assert not read_topic_edits(tmp_path), text


def test_how_articles_are_read_is_set(tmp_path: Path) -> None:
    text = """
        title: Küste
        agencies: [Meridian, 'AP']
        columns: {text: body, id: nr}
        encoding: koi8-r
        date_format: "%d.%m.%Y"
        repair: false
        keep: [Read more]
        sources: {The  Tern: [tern, ''], Gull: []}
        same_text: 0.75
    """
    settings = read_corpus_settings(write(tmp_path, "corpus.yml", textwrap.dedent(text)))
    assert settings == CorpusSettings(
        title="Küste",
        agencies=["Meridian", "AP"],
        columns={"text": ["body"], "id": ["nr"]},
        encoding="koi8-r",
        date_format=["%d.%m.%Y"],
        repair=False,
        keep=["Read more"],
        sources={"The Tern": ["The Tern", "tern"], "Gull": ["Gull"]},
        same_text=0.75,
    )


def test_a_name_or_a_format_may_be_a_list(tmp_path: Path) -> None:
    text = "columns: {date: [Datum, Published], text: Body}\ndate_format: ['%d/%m/%Y', '%d.%m.%Y']"
    settings = read_corpus_settings(write(tmp_path, "corpus.yml", text), check_given("text=Story", None, None))
    assert settings.columns == {"date": ["Datum", "Published"], "text": ["Story"]}
    assert settings.date_format == ["%d/%m/%Y", "%d.%m.%Y"]
    assert read_corpus_settings(write(tmp_path, "corpus.yml", "date_format: ''")).date_format == []
    # What is read is read again when an option is given: nothing is doubled.
    folder = write(tmp_path, "corpus.yml", "sources: {Tern: [tern, tern]}")
    assert read_corpus_settings(folder, check_given("text=b", None, None)).sources == {"Tern": ["Tern", "tern"]}


def test_options_of_the_command_override_the_file(tmp_path: Path) -> None:
    folder = write(tmp_path, "corpus.yml", "title: T\nencoding: koi8-r\ncolumns: {text: body, id: nr}\n")
    given = check_given("text=story, source=Haus Organ", "%d/%m/%Y", None)
    assert read_corpus_settings(folder, given) == CorpusSettings(
        title="T",
        encoding="koi8-r",
        date_format=["%d/%m/%Y"],
        columns={"text": ["story"], "id": ["nr"], "source": ["Haus Organ"]},
    )
    assert check_given(None, None, None) == {}


def test_wrong_options_are_reported_by_name() -> None:
    date_format = "expected a date format with day, month and year, such as %d/%m/%Y."
    for given, message in [
        (("body", None, None), "--map body: Expected NAME=VALUE, not 'body'. An example is text=body,source=outlet."),
        (("text=a,text=b", None, None), "--map text=a,text=b: 'text' is given twice."),
        (
            ("body=text", None, None),
            "--map body=text: unknown column 'body'; there are id, title, text, source, date, ",
        ),
        (("text=", None, None), "--map text=: the name of the column with the text is missing."),
        ((None, "%d/%m", None), f"--date-format %d/%m: {date_format}"),
        ((None, "DD/MM/YYYY", None), f"--date-format DD/MM/YYYY: {date_format}"),
        ((None, "%d/%m/%Y%", None), f"--date-format %d/%m/%Y%: {date_format}"),
        ((None, None, "windows"), "--encoding windows: unknown encoding; expected a name such as cp1252"),
        ((None, None, "base64"), "--encoding base64: unknown encoding"),
        ((None, None, "a\0b"), "unknown encoding"),
    ]:
        with pytest.raises(SettingsError, match=re.escape(message)):
            check_given(*given)


def test_blank_names_and_families_without_a_name_are_left_out(tmp_path: Path) -> None:
    text = "families: {Front: [ISF, ' ', ''], nobody: [], blank: [' ']}"
    assert read_name_families(write(tmp_path, "names.yml", text)) == {"Front": ["ISF"]}


def test_a_name_listed_twice_in_a_family_is_one(tmp_path: Path) -> None:
    text = "families: {IS: [IS, 'Inland  Front', IS, Inland Front]}"
    assert read_name_families(write(tmp_path, "names.yml", text)) == {"IS": ["IS", "Inland Front"]}
    assert check_families({"IS": ["IS", "IS"]}) == {"IS": ["IS"]}


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


def test_anything_else_is_refused_with_the_file(tmp_path: Path) -> None:
    for text, message in [
        ("titel: x", r"unknown key 'titel'\. Did you mean 'title'\?"),
        ("qqq: x", r"unknown key 'qqq'\. Keys: title, agencies,"),
        ("agencies: Meridian", r"agencies: expected a list such as \[a, b\]\."),
        ("agencies: [[a]]", r"agencies\.0: expected text\."),
        ("- a", "expected one 'key: value' a line"),
        ("just text", "expected one 'key: value' a line"),
        ("title: a\ntitle: b", "duplicate key 'title'"),
        ("a: &a [x]\nagencies: *a", "aliases"),
        ("title: [", "cannot be read as YAML"),
        ("title: !!python/object/apply:os.system [true]", "expected text|cannot be read"),
        ("title: " + "[" * 20_000, "cannot be read as YAML"),
        ("title: \x00", "cannot be read as YAML"),
        (b"title: \xff", "cannot be read as YAML"),
        ("columns: {body: text}", "columns: unknown column 'body'; there are id, title"),
        ("encoding: windows", "encoding: unknown encoding"),
        ("columns: {date: []}", "columns: the name of the column with the date is missing"),
        ("columns: {date: [Datum, ' ']}", "columns: the name of the column with the date is missing"),
        ("columns: {date: {a: b}}", r"columns\.date: expected a list such as \[a, b\]"),
        ("date_format: ['%d/%m/%Y', '%d.%m']", "date_format: expected a date format with day, month and year"),
        ("date_format: '%Y'", "date_format: expected a date format with day, month and year"),
        ("groups: {a: [x], b: [x]}", "groups: 'x' is in both 'a' and 'b'"),
        ("sources: {a: [x], b: [' x']}", "sources: 'x' is in both 'a' and 'b'"),
        ("sources: {a: [b], b: [c]}", "sources: 'b' is in both 'a' and 'b'"),
        ("sources: {' ': [c]}", "sources: the name of a source is missing"),
        ("columns: text", r'columns: expected a mapping such as {"text": "body"}'),
        ("groups: [a]", r"groups: expected a mapping such as {left: \[a, b\]}"),
        ("sources: {a: c}", r"sources\.a: expected a list such as \[a, b\]"),
        ("repair: perhaps", "repair: must be a valid boolean"),
        ("same_text: 0", "same_text: must be greater than 0"),
        ("same_text: 1.5", "same_text: must be less than or equal to 1"),
        ("same_text: nan", "same_text: must be"),
        ("title: " + "x" * 200_000, "larger than 100 kB, the limit for a settings file"),
    ]:
        with pytest.raises(SettingsError, match=rf"corpus\.yml.*({message})") as caught:
            read_corpus_settings(write(tmp_path, "corpus.yml", text))
        assert caught.value.exit_code == 2
        assert "\n" not in str(caught.value)


def test_a_name_is_in_one_family(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"names\.yml: families\.a: expected a list"):
        read_name_families(write(tmp_path, "names.yml", "families: {a: b}"))
    write(tmp_path, "names.yml", "families: {A: [ISIS, IS], B: [Daesh, ' ISIS']}")
    with pytest.raises(SettingsError, match="'ISIS' is in both 'A' and 'B'"):
        read_name_families(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("csv: {quot: x}", r"unknown key 'csv.quot'. Did you mean 'quote'\?"),
        ("csv: {quote: xx}", "csv.quote: expected one character, such as ';', or tab or none"),
        ("csv: {separator: a}", "csv.separator: expected one character"),
        ("csv: {separator: ';', quote: ';'}", "csv: separator, quote and escape must be three different characters"),
        ("csv: ;", "csv: expected one 'key: value' a line"),
    ],
)
def test_how_csv_tables_are_written_is_checked(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "corpus.yml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        read_corpus_settings(tmp_path)
