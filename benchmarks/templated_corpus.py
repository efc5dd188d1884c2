"""Write a corpus of templated rows: reports that differ in the names and numbers filled in.

    python benchmarks/templated_corpus.py OUT.parquet [--articles 50000] [--seed 0]

Weather, markets, matches, obituaries and notices, as papers print them by the thousand. Each kind has a few wordings of
60 to 120 words, every row fills in its places, days, names and numbers, and some rows are printed again with a word or
two changed or their last sentence missing. So all rows of a kind share runs of words, many share most of them, and
hardly two are the same. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SCHEMA = pa.schema(dict.fromkeys(("id", "title", "text", "source", "date"), pa.string()))
OUTLETS, DAYS, AT_ONCE = 40, 1000, 10_000
PRINTED_AGAIN, LAST_MISSING = 0.15, 0.3
PLACES = [
    f"{a}{b}" for a in ("Dor", "Quay", "Ten", "Mar", "Lin", "Os", "Bel", "Har") for b in ("sk", "ham", "by", "ford")
]
NAMES = [
    f"{a} {b}" for a in ("Ane", "Viktor", "Mila", "Jon", "Sara", "Otto") for b in ("Brod", "Lund", "Hale", "Ferris")
]

KINDS = {
    "weather": [
        "The day in {place} begins with fog along the river and light wind from the {wind}, the weather "
        "service says. By noon the clouds break and the temperature rises to {n} degrees, while on the coast "
        "it stays a little cooler than that. In the evening showers may reach the hills around {place2}, with "
        "up to {n2} millimetres of rain in an hour. Whoever travels tonight should allow more time on the "
        "roads above the tree line, where patches of ice are possible until morning. For the rest of the week "
        "the service expects dry and mostly sunny weather."
    ],
    "markets": [
        "Shares of {name} Holdings closed at {n}.{n2} on {day}, after a session in which most of the index "
        "moved little in either direction. Turnover was below the average of the last thirty days, as traders "
        "waited for figures on employment that are due at the end of the week. Analysts in {place} said the "
        "price leaves room for a moderate rise if orders hold up through the quarter. The company had lowered "
        "its forecast in spring and blamed the cost of energy and freight for it. The index of the exchange "
        "ended the day {n3} points higher."
    ],
    "matches": [
        "{place} beat {place2} {n3} to {n4} on {day} in front of a crowd that had come early and stayed until "
        "the last whistle. {name} scored the first goal after {n} minutes with a shot from the edge of the "
        "area which the keeper touched but could not hold. After the break the visitors pressed and had the "
        "better chances, yet the home side defended with everything it had and was rewarded late. The coach "
        "said afterwards that the team had shown what it can do when it keeps its shape for the whole of a "
        "match."
    ],
    "obituaries": [
        "{name} of {place} died peacefully at home on {day} with family at the bedside, aged {n}. Born in "
        "{place2}, the second of four children, {name} worked at the harbour for {n2} years and was known to "
        "everyone there for good humour and a steady hand. A service will be held in the parish church next "
        "week, and all who wish to come are welcome. In place of flowers the family asks for gifts to the "
        "lifeboat station."
    ],
    "notices": [
        "The council of {place} will close the bridge on {road} Street from {day} for about {n} days while "
        "the surface is renewed and the railings are painted. Drivers are asked to follow the signs through "
        "{place2} and to leave more time in the mornings. Buses on route {n2} stop at the market instead of "
        "the station as long as the work goes on. Residents who cannot reach their houses may call the office "
        "of works, which is open on weekdays until five, or speak to the staff on the site."
    ],
}
WINDS = ("north", "south", "east", "west")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def fill(template: str, draw: random.Random) -> str:
    """Fill in a template."""
    place, place2 = draw.sample(PLACES, 2)
    return template.format(
        place=place,
        place2=place2,
        name=draw.choice(NAMES),
        wind=draw.choice(WINDS),
        day=draw.choice(WEEKDAYS),
        road=draw.choice(PLACES),
        n=draw.randrange(10, 100),
        n2=draw.randrange(10, 100),
        n3=draw.randrange(1, 9),
        n4=draw.randrange(1, 9),
    )


def print_again(text: str, draw: random.Random) -> str:
    """Change a word or two, or leave the last sentence out."""
    if draw.random() < LAST_MISSING:
        return text[: text.rfind(". ", 0, -1) + 1] or text
    words = text.split(" ")
    for _ in range(draw.randrange(1, 3)):
        words[draw.randrange(len(words))] = draw.choice(NAMES).split(" ")[1]
    return " ".join(words)


def rows(n: int, seed: int) -> list[dict[str, str]]:
    """Make rows."""
    draw = random.Random(seed)
    made: list[dict[str, str]] = []
    earlier = [""] * 200
    for i in range(n):
        kind = draw.choice(sorted(KINDS))
        text = fill(draw.choice(KINDS[kind]), draw)
        if i >= len(earlier) and draw.random() < PRINTED_AGAIN:
            text = print_again(draw.choice(earlier), draw)
        earlier[i % len(earlier)] = text
        day = draw.randrange(DAYS)
        made.append(
            {
                "id": f"row-{i:07}",
                "title": f"{kind.title()}, {text.split(' ')[2]} {i % 97}",
                "text": text,
                "source": f"Outlet {draw.randrange(OUTLETS):02}",
                "date": f"{2021 + day // 336}-{day % 336 // 28 + 1:02}-{day % 28 + 1:02}",
            }
        )
    return made


def main() -> None:
    """Write the table in batches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with pq.ParquetWriter(args.out, SCHEMA) as writer:
        for start in range(0, args.articles, AT_ONCE):
            made = rows(min(AT_ONCE, args.articles - start), args.seed * 1_000_003 + start)
            for place, row in enumerate(made, start):
                row["id"] = f"row-{place:07}"
            writer.write_table(pa.Table.from_pylist(made, schema=SCHEMA))
    print(f"{args.out}: {args.articles:,} rows")


if __name__ == "__main__":
    main()
