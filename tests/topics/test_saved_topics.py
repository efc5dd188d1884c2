"""Topics on disk: the same answers again, and nothing else accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from planted import THEMES

from analysis.errors import SettingsError
from analysis.topics import Topics, article_topics, load_topics


@pytest.fixture
def topics(plain: Any) -> tuple[Any, Topics]:
    return plain.corpus, plain.topics


def test_saved_topics_assign_the_fitted_articles_as_the_report_does(topics: Any, tmp_path: Path) -> None:
    corpus, fitted = topics
    assert fitted.save(tmp_path) == ["topic_model.json", "topic_model.npz"]
    texts = pd.concat([shard.read(["article_id", "title", "text"]) for shard in corpus.shards])
    again = load_topics(str(tmp_path)).assign(texts).sort_values("article_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(again, article_topics(corpus, fitted), check_dtype=False, check_exact=True)


def test_new_articles_are_assigned_one_by_one(topics: Any, tmp_path: Path) -> None:
    _, fitted = topics
    fitted.save(tmp_path)
    saved = load_topics(tmp_path)
    twice = [f"{THEMES[theme]} {THEMES[theme]}" for theme in ("war", "cup")]
    new = pd.DataFrame({"article_id": ["a", "b", "c"], "text": [*twice, "nothing known"]})
    found = saved.assign(new)
    labels = dict(zip(saved.numbers, saved.labels, strict=True))
    assert labels[found["topic"][0]].split(", ")[0] in THEMES["war"]
    assert labels[found["topic"][1]].split(", ")[0] in THEMES["cup"]
    assert found.loc[2, ["topic", "share"]].tolist() == [0, 0.0]
    pd.testing.assert_frame_equal(
        saved.assign(new.iloc[1:2]).reset_index(drop=True), found.iloc[1:2].reset_index(drop=True)
    )


def test_saving_twice_gives_the_same_bytes(topics: Any, tmp_path: Path) -> None:
    _, fitted = topics
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        fitted.save(tmp_path / folder)
    for name in ("topic_model.json", "topic_model.npz"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_damaged_facts_are_refused(topics: Any, tmp_path: Path) -> None:
    topics[1].save(tmp_path)
    path = tmp_path / "topic_model.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    others = "do not belong together, or were changed"
    for facts, said in (
        ({"format": 2}, "format 2, this version reads 1"),
        ({"format": True}, "format True, this version reads 1"),
        ({"terms": ["other"]}, others),
        ({"labels": None}, "must be lists"),
        ({"labels": "abcdef"}, "must be lists"),
        ({"numbers": [1]}, others),
        ({"numbers": [1, 1, 2, 3, 4, 5]}, others),
        ({"numbers": [0, 1, 2, 3, 4, 5]}, others),
        ({"dropped": [99]}, others),
    ):
        path.write_text(json.dumps(whole | facts), encoding="utf-8")
        with pytest.raises(SettingsError, match=said):
            load_topics(tmp_path)


def test_json_nested_without_end_is_refused(topics: Any, tmp_path: Path) -> None:
    topics[1].save(tmp_path)
    (tmp_path / "topic_model.json").write_text("[" * 200_000, encoding="utf-8")
    with pytest.raises(SettingsError, match="Cannot read the topics"):
        load_topics(tmp_path)


def test_counts_below_nothing_are_refused(topics: Any, tmp_path: Path) -> None:
    topics[1].save(tmp_path)
    with np.load(tmp_path / "topic_model.npz") as arrays:
        held = dict(arrays)
    np.savez(tmp_path / "topic_model.npz", **held | {"uses": -held["uses"]})
    with pytest.raises(SettingsError, match="do not belong together, or were changed"):
        load_topics(tmp_path)


def test_articles_without_text_have_no_topic(topics: Any) -> None:
    saved = topics[1].saved
    found = saved.assign(pd.DataFrame({"article_id": ["a", "b"], "text": [None, f"{THEMES['war']} {THEMES['war']}"]}))
    assert found["topic"][0] == 0 < found["topic"][1]
    with pytest.raises(SettingsError, match="'article_id' is missing"):
        saved.assign(pd.DataFrame({"text": ["x"]}))


def test_pickles_are_not_read(topics: Any, tmp_path: Path) -> None:
    topics[1].save(tmp_path)
    evil = np.array([{"a": 1}], dtype=object)
    np.savez(tmp_path / "topic_model.npz", uses=evil, holders=evil, articles=evil)
    with pytest.raises(SettingsError, match="Cannot read the topics"):
        load_topics(tmp_path)


@pytest.mark.parametrize("name", ["topic_model.json", "topic_model.npz"])
@pytest.mark.parametrize("content", [None, b"", b"\x00\xff" * 40])
def test_a_missing_or_broken_file_is_said(topics: Any, tmp_path: Path, name: str, content: bytes | None) -> None:
    topics[1].save(tmp_path)
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError, match="Cannot read the topics"):
        load_topics(tmp_path)
