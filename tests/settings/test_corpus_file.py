"""corpus.yml and names.yml: read strictly, told with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import SettingsError
from analysis.settings.corpus_file import read_corpus_settings, read_name_families


def write(folder: Path, name: str, text: str | bytes) -> Path:
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_without_files_nothing_is_set(tmp_path: Path) -> None:
    settings = read_corpus_settings(tmp_path)
    assert (settings.title, settings.agencies) == ("", [])
    assert read_name_families(tmp_path) == {}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "{}"])
def test_empty_files_set_nothing(tmp_path: Path, text: str) -> None:
    assert read_corpus_settings(write(tmp_path, "corpus.yml", text)).title == ""
    assert read_name_families(write(tmp_path, "names.yml", text)) == {}


def test_settings_are_read(tmp_path: Path) -> None:
    settings = read_corpus_settings(write(tmp_path, "corpus.yml", "title: Küste\nagencies: [Meridian, 'AP']\n"))
    assert (settings.title, settings.agencies) == ("Küste", ["Meridian", "AP"])


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
        ("titel: x", "titel: Extra inputs are not permitted"),
        ("agencies: Meridian", "agencies: Input should be a valid list"),
        ("agencies: [[a]]", r"agencies\.0: Input should be a valid string"),
        ("- a", "the file: Input should be"),
        ("just text", "the file: Input should be"),
        ("title: a\ntitle: b", "'title' is there twice"),
        ("a: &a [x]\nagencies: *a", "aliases"),
        ("title: [", "cannot be read as YAML"),
        ("title: !!python/object/apply:os.system [true]", "Input should be a valid string|cannot be read"),
        ("title: " + "[" * 20_000, "cannot be read as YAML"),
        ("title: \x00", "cannot be read as YAML"),
        (b"title: \xff", "cannot be read as YAML"),
        ("title: " + "x" * 200_000, "larger than a settings file can be"),
    ],
    ids=range(13),
)
def test_anything_else_is_refused_with_the_file(tmp_path: Path, text: str | bytes, told: str) -> None:
    with pytest.raises(SettingsError, match=rf"corpus\.yml.*({told})") as caught:
        read_corpus_settings(write(tmp_path, "corpus.yml", text))
    assert caught.value.exit_code == 2
    assert "\n" not in str(caught.value)


def test_families_are_lists_of_names(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"names\.yml: families\.a: Input should be a valid list"):
        read_name_families(write(tmp_path, "names.yml", "families: {a: b}"))
