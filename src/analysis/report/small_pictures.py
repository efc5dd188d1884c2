"""The small pictures beside findings: rows of dots or bars, or a line over periods, drawn by HTML and SVG alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.wording import clean_label, number, percent, period_words, rounded

_WRITE: dict[str, Callable[[float], str]] = {
    "share": percent,
    "per_million": rounded,
    "times": lambda value: f"{number(value)}×",
    "count": number,
}
_HIGH = 36.0  # of a line's box, 100 across
_LABEL = 40


def small_pictures(rows: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Lay out the pictures of findings, `tables.findings.PICTURES`, for the template ``pictures.html``.

    They come by number of the finding, from 1; one without a picture, or with one of an unknown unit, has none.
    """
    known = rows[rows["unit"].isin(_WRITE)]
    return {number: _lay_out(known[known["finding"] == number]) for number in known["finding"].unique().tolist()}


def _lay_out(picture: pd.DataFrame) -> dict[str, Any]:
    form, write = picture["form"].iloc[0], _WRITE[picture["unit"].iloc[0]]
    values, lows, highs = (picture[name].astype(float).tolist() for name in ("value", "low", "high"))
    marked = picture["marked"].tolist()
    top = max((value for value in (*values, *highs) if math.isfinite(value)), default=0.0) or 1.0
    if form == "line":
        labels = picture["label"].astype(str).tolist()
        # "12 Nov 2018": there is no room for more beside the peak.
        ends = tuple(period_words(label).removeprefix("the week of ") for label in (labels[0], labels[-1]))
        known = [(value, label) for value, label in zip(values, labels, strict=True) if math.isfinite(value)]
        peak, when = max(known, key=lambda point: point[0], default=(0.0, labels[0]))
        return {
            "form": form,
            "ends": ends,
            "top": f"{write(peak)}, {period_words(when)}",
            **_lines(values, marked, top),
        }
    rows = [
        {
            "label": clean_label(label, _LABEL),
            "at": percent_of(value, top),
            "low": percent_of(low, top) if math.isfinite(low + high) else None,
            "wide": percent_of(high - low, top),
            "value": write(value),
            "marked": mark,
        }
        for label, value, low, high, mark in zip(picture["label"], values, lows, highs, marked, strict=True)
    ]
    total = int(picture["total"].iloc[0])
    return {"form": form, "rows": rows, "total": total if total > len(rows) else 0}


def percent_of(value: float, top: float) -> str:
    """Write a place between 0 and the end of a scale for a style sheet; 0 for no number."""
    return f"{100 * value / top:.1f}" if math.isfinite(value) else "0"


def _lines(values: Sequence[float], marked: Sequence[bool], top: float) -> dict[str, Any]:
    """Give the points of the whole line, and of its marked stretches with the point before each."""
    step = 100 / max(len(values) - 1, 1)
    points = [f"{step * i:.1f},{_HIGH * (1 - 0.92 * value / top):.1f}" for i, value in enumerate(values)]
    known = [math.isfinite(value) for value in values]
    stretches: list[list[str]] = []
    for i, (point, mark) in enumerate(zip(points, marked, strict=True)):
        if mark and known[i]:
            if not stretches or not marked[i - 1] or not known[i - 1]:
                stretches.append([points[i - 1]] if i and known[i - 1] else [])
            stretches[-1].append(point)
    whole = " ".join(point for point, is_known in zip(points, known, strict=True) if is_known)
    return {"points": whole, "stretches": [" ".join(stretch) for stretch in stretches], "high": _HIGH}
