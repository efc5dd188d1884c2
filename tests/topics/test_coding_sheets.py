"""Coding sheets: what they ask, and what filled ones say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import THEMES, theme_of

from analysis.counts import count_words
from analysis.errors import SettingsError
from analysis.report.csv_files import write_csv
from analysis.topics import coding_sheet, no_topics, read_coding
from analysis.topics.results.coding_sheets import krippendorff_alpha


@pytest.fixture
def written(rich: Any, tmp_path: Path) -> tuple[Path, pd.DataFrame, pd.DataFrame]:
    sheet, key = coding_sheet(rich.corpus, rich.topics, seed=1)
    write_csv(key, tmp_path / "coding_key.csv")
    return tmp_path, sheet, key


def filled(folder: Path, name: str, sheet: pd.DataFrame, answer: Callable[[pd.Series], object]) -> Path:
    write_csv(sheet.assign(answer=[str(answer(row)) for _, row in sheet.iterrows()]), folder / name)
    return folder / name


def planted_theme(choice: str) -> str:
    return max(THEMES, key=lambda theme: sum(word in THEMES[theme].split() for word in choice.split()))


def test_one_choice_of_each_item_is_of_another_topic(rich: Any) -> None:
    sheet, key = coding_sheet(rich.corpus, rich.topics)
    assert sheet["item"].tolist() == list(range(1, 19))
    assert sorted(key["task"]) == ["articles"] * 12 + ["words"] * 6
    for row in sheet.merge(key, on=["item", "task"]).to_dict("records"):
        choices = [row[f"choice_{i}"] for i in range(1, 7) if row[f"choice_{i}"]]
        assert len(set(choices)) == len(choices) == (6 if row["task"] == "words" else 4)
        foreign = [i for i, choice in enumerate(choices, 1) if planted_theme(choice) != theme_of(row["label"])]
        assert foreign == [row["intruder"]]


def test_the_order_comes_from_the_seed(rich: Any) -> None:
    first, again, other = (coding_sheet(rich.corpus, rich.topics, seed)[0] for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_filled_sheets_are_compared_with_the_key(written: tuple[Path, pd.DataFrame, pd.DataFrame]) -> None:
    folder, sheet, key = written
    intruder = dict(zip(key["item"], key["intruder"], strict=True))
    first_words = key.loc[key["task"] == "words", "item"].iloc[0]
    anna = filled(folder, "anna.csv", sheet, lambda row: intruder[row["item"]])
    wrong = 1 + intruder[first_words] % 6
    ben = filled(folder, "ben.csv", sheet, lambda row: wrong if row["item"] == first_words else intruder[row["item"]])
    told = read_coding(folder / "coding_key.csv", [anna, ben]).set_index(["topic", "task"])
    assert told.loc[("all", "articles"), ["answers", "right", "alpha"]].tolist() == [24, 24, 1]
    assert told.loc[("all", "words"), ["answers", "right"]].tolist() == [12, 11]
    assert 0.5 < told.loc[("all", "words"), "alpha"] < 1
    # Wilson (1927), eq. 7: 11 of 12 is .646 to .985.
    assert told.loc[("all", "words"), ["low", "high"]].tolist() == pytest.approx([0.6461, 0.9851], abs=1e-4)


def test_a_sheet_from_a_spreadsheet_is_read_and_gaps_are_no_answers(
    written: tuple[Path, pd.DataFrame, pd.DataFrame],
) -> None:
    folder, sheet, key = written
    lines = [f"{item};;" for item in sheet["item"][1:]]
    known = int(key.set_index("item").loc[sheet["item"][0], "intruder"])
    (folder / "ben.csv").write_bytes(
        "\r\n".join(["item;choice_1;answer", f'1;"é;x"; {known} ', *lines]).encode("cp1252")
    )
    told = read_coding(folder / "coding_key.csv", [folder / "ben.csv"])
    assert told.loc[told["topic"] == "all", ["answers", "right"]].sum().tolist() == [1, 1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("item,answer\n1,1\n1,2\n", "line 3: item '1' is twice here"),
        ("item,answer\n99,1\n", "line 2: item '99' is not in"),
        ("item,answer\n1,7\n", "line 2: expected 1 to"),
        ("item,answer\n1,the first\n", "line 2: expected 1 to"),
        ("item,choice_1\n1,x\n", "line 1: there is no column 'answer'"),
        ("", "line 1: there is no column 'item'"),
    ],
)
def test_a_wrong_sheet_is_told_with_its_line(
    written: tuple[Path, pd.DataFrame, pd.DataFrame], text: str, message: str
) -> None:
    (written[0] / "sheet.csv").write_text(text)
    with pytest.raises(SettingsError, match=message):
        read_coding(written[0] / "coding_key.csv", [written[0] / "sheet.csv"])


def test_what_is_no_key_is_told(written: tuple[Path, pd.DataFrame, pd.DataFrame]) -> None:
    folder, sheet, _ = written
    with pytest.raises(SettingsError, match="there is no column 'topic'"):
        read_coding(filled(folder, "anna.csv", sheet, lambda row: ""), [])
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_coding(folder / "none.csv", [])
    (folder / "coding_key.csv").write_text("item,task,topic,label,intruder\n1,words,1,x,y\n")
    with pytest.raises(SettingsError, match="no key of a coding sheet"):
        read_coding(folder / "coding_key.csv", [])


def test_without_topics_nothing_is_asked(rich: Any) -> None:
    sheet, key = coding_sheet(rich.corpus, no_topics(rich.corpus, count_words(rich.corpus)))
    assert sheet.empty
    assert key.empty


def test_alpha_equals_the_published_example() -> None:
    # Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers, twelve units, nominal.
    answers = np.array(
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ]
    )
    assert krippendorff_alpha(answers) == pytest.approx(0.743, abs=5e-4)


def test_alpha_is_unknown_where_nothing_can_be_compared() -> None:
    assert np.isnan(krippendorff_alpha(np.array([[1, 2, 3]])))
    assert np.isnan(krippendorff_alpha(np.array([[1, 0], [0, 2]])))
    assert np.isnan(krippendorff_alpha(np.array([[2, 2], [2, 2]])))
