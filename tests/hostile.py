"""A corpus in which every word of others tries to run, to draw, to forge or to break something."""

from __future__ import annotations

import json
import random
from pathlib import Path

# What a payload does when it runs; a browser sees each of the three.
RUNS = "window.ran=1;document.title='ran';alert(1)"
PAYLOADS = [
    f"<script>{RUNS}</script>", f"<img src=x onerror={RUNS}>", f"<svg onload={RUNS}>", f"<body onload={RUNS}>",
    f"<svg><script>{RUNS}</script></svg>", f"<iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<details open ontoggle={RUNS}>", f"<a href=\"javascript:{RUNS}\">read</a>", f"[read](javascript:{RUNS})",
    f"<math><mtext><img src=x onerror={RUNS}>", f"<meta http-equiv=refresh content=0;url=javascript:{RUNS}>",
    f"</script></style></title></textarea>--> ]]><script>{RUNS}</script>", f"javascript:{RUNS}",
    f"\" autofocus onfocus={RUNS} x=\"", f"' onmouseover={RUNS} x='", f"https://a.example/?q=\"><script>{RUNS}</script>",
    "<link rel=stylesheet href=//a.example/x.css>", "<img src=https://a.example/x.png>", "<base href=//a.example/>",
    "<style>@import url(//a.example/x.css);body{display:none}</style>", "![x](https://a.example/x.png)",
    "=cmd|'/C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1",
    "$x_{ $", "$5 to $10", "\\badcmd", "\\(x\\) $$\\href{javascript:alert(1)}{x}$$", "{x}", "%s %(x)s", "{{7*7}}",
    "{% raw %}", "[red]x[/]", "[/]", "\x1b[31mred\x1b[0m", "\x1b]0;forged\x07", "one\nforged", "\u202egnp.exe",
    "\x00\x08\u2028\u2066\ufeff", "&lt;b&gt;&#x3c;script&#x3e;",
]  # fmt: skip
SCRIPTS = {
    "صحيفة": "أعلنت الحكومة يوم الأربعاء أن الزيادة ستؤجل إلى نهاية العام",
    "日报社": "政府周三宣布 上调 将 推迟 到 年底",
    "ข่าว": "รัฐบาลประกาศเมื่อวันพุธว่าจะเลื่อนการขึ้นราคาไปจนถึงสิ้นปี",
    "🦔": "👩‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ferry 👍🏽 sails",
}
# Words of three subjects: articles of their own, as many as topics and comparisons need.
_SUBJECTS = (
    "harbour strike docker wage quay crane union port owner ship cargo contract talk freight picket foreman sailor",
    "election voter parliament minister seat ballot party campaign debate coalition leader poll speech rally vote",
    "flood river valley gate sandbag rain dam bridge rescue shelter insurance damage engineer warning storm levee",
)
FILES = [name for payload in PAYLOADS if not (name := payload.replace("/", "").replace("\0", "")[:80]).startswith(".")]
USED = 2 * len(PAYLOADS) + 3 * len(SCRIPTS) + 24
REFUSED = len(FILES) + 1


def _story(number: int) -> str:
    words = _SUBJECTS[number % 3].split()
    draw = random.Random(number)
    return " ".join(f"The {' and the '.join(draw.sample(words, 5))} were in the news." for _ in range(8))


def write_hostile_corpus(folder: Path) -> Path:
    """Write articles whose title, source, date, author, id, file and columns are payloads, and give the folder."""
    rows = [
        {"id": f"{bad} {i} {turn}", **dict.fromkeys(("title", "source", "author", "date", "url"), bad),
         "text": f"{bad} and words of {i} {turn}. {_story(2 * i + turn)} “{bad}”, said {bad}."}
        | ({"date": f"2024-03-{i % 28 + 1:02}"} if turn == 1 else {})
        for i, bad in enumerate(PAYLOADS) for turn in (1, 2)
    ]  # fmt: skip
    rows += [
        {"text": f"{text}. {_story(500 + i)}", "source": name, "title": text}
        for name, text in SCRIPTS.items()
        for i in range(3)
    ]
    rows += [
        {"text": f"{_story(1000 + i)} It costs from $5 to $10.", "source": "Beacon", "title": f"$5 to $10, {i}"}
        for i in range(24)
    ]
    files = {
        "articles.jsonl": "\n".join(map(json.dumps, rows)),
        "columns.jsonl": json.dumps(dict.fromkeys(PAYLOADS, "x")),
        "corpus.yml": json.dumps({"title": PAYLOADS[0]}),
        "names.yml": json.dumps({"families": {PAYLOADS[0]: [PAYLOADS[1], "docker", "engineer"]}}),
        **{f"{name}/{name}.txt": "only a title" for name in FILES},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
