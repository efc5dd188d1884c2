"""Cleaning finds the planted footers of the sample and nothing else: paragraph precision and recall 1."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.corpus.cleaning.boilerplate import Boilerplate
from analysis.corpus.cleaning.clean_article import CleanText, clean_text
from analysis.corpus.cleaning.find_boilerplate import find_boilerplate
from analysis.engine import Engine

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
# What was planted, in this order, at the end of every article of the source.
PLANTED = {
    "meridian-wire": ["(Reporting by the Merrowgate bureau; editing by the night desk)"],
    "halvern-standard": [
        "© 2024 The Halvern Standard. All rights reserved. Reproduction without permission is prohibited."
    ],
    "daily-beacon": [
        "Sign up to the Beacon Briefing and never miss a story.",
        "Do YOU have a story? Call the Beacon newsdesk day or night.",
    ],
    "tamsin-observer": [
        "The Tamsin Observer is owned by its readers. If you value this reporting, become a member from 4 crowns a "
        "month."
    ],
    "coast-business-review": ["Copyright 2019 Coast Business Review Ltd. Prices delayed by at least 15 minutes."],
    "leader-post-online": ["© 2015 Leader Post Online. All Rights reserved."],
}
Cleaned = list[tuple[Path, list[str], CleanText]]


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    """Clean every article: its file, its paragraphs below the title, what cleaning gave."""
    folder = tmp_path_factory.mktemp("batch")
    files = sorted(RAW.glob("*/*.txt"))
    raw = [file.read_bytes().decode("cp1252" if file.parent.name == "daily-beacon" else "utf-8") for file in files]
    texts = [text.split("\n", 1) for text in raw]
    table = pd.DataFrame({"source": [file.parent.name for file in files], "text": [text for _, text in texts]})
    table.to_parquet(folder / "batch.parquet")
    boilerplate, not_cleaned = find_boilerplate([folder / "batch.parquet"], folder, Engine())
    assert not_cleaned.empty
    return [
        (
            file,
            [" ".join(line.split()) for line in text.split("\n") if line.strip()],
            clean_text(title, text, file.name[:10], boilerplate.get(file.parent.name, Boilerplate())),
        )
        for file, (title, text) in zip(files, texts, strict=True)
    ]


def test_all_planted_footers_and_nothing_else_are_removed(cleaned: Cleaned) -> None:
    assert len(cleaned) == 112
    planted = removed = both = 0
    for file, paragraphs, clean in cleaned:
        footers = PLANTED[file.parent.name]
        assert paragraphs[-len(footers) :] == footers
        gone = [receipt for receipt, _ in clean.removed if receipt in paragraphs]
        planted, removed, both = planted + len(footers), removed + len(gone), both + len(set(gone) & set(footers))
    # 112 articles with a footer each, those of daily-beacon with two.
    assert (planted, both / removed, both / planted) == (112 + 21, 1.0, 1.0)


def test_what_is_left_is_the_story(cleaned: Cleaned) -> None:
    for file, paragraphs, clean in cleaned:
        story = paragraphs[: -len(PLANTED[file.parent.name])]
        left = clean.text.split("\n\n")
        assert left[1:] == story[1:]
        # Only dispatches begin with a dateline, as in "DORSK, March 3 (Meridian) - ".
        assert story[0].endswith(left[0])
        assert (left[0] != story[0]) is (file.parent.name == "meridian-wire")
        assert (left[0] != story[0]) is (clean.agency == "Meridian")


def test_the_conflicts_are_the_planted_years(cleaned: Cleaned) -> None:
    found = [(file.parent.name, conflict[1]) for file, _, clean in cleaned for conflict in clean.conflicts]
    assert sorted(found) == [("coast-business-review", "2019")] * 16 + [("leader-post-online", "2015")] * 15
