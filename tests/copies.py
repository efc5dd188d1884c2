"""Texts that copy each other, and the groups that are found of them."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.duplicates.near_duplicates import group_duplicates, write_shingles
from analysis.corpus.duplicates.shingles import split_words
from analysis.engine import Engine

SAME_TEXT = 0.6


def story(seed: int, words: int = 200) -> list[str]:
    """A text in which hardly any run of eight words stands in another story."""
    draw = random.Random(seed)
    return [f"w{draw.randrange(5000)}" for _ in range(words)]


def number_of(text: str) -> int:
    """A hash of a text, of all 64 bits."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])


def group_texts(
    texts: list[str], folder: Path, batch: int = 1000, same_text: float = SAME_TEXT, scheduler: str = "in-process"
) -> tuple[np.ndarray, pd.DataFrame]:
    """Group texts: the hash of each, and the table of those that have a duplicate, by hash."""
    ids = np.array([number_of(text) for text in texts], dtype=np.uint64)
    files = [
        write_shingles(folder / f"batch-{i}.npy", split_words(texts[i : i + batch]), ids[i : i + batch])
        for i in range(0, len(texts), batch)
    ]
    return ids, group_duplicates(files, folder, same_text, Engine(scheduler)).set_index("text")
