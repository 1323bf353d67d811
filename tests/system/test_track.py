"""`figurewatch track` as a user calls it: an object a figure, what changed, and what is past."""

import json

from tests.system.harness import figurewatch

REPORTS = (
    ("one", "2026-03-02", "Gazette", "A quake killed 27 people in Sarat, the civil protection agency said."),
    (
        "two",
        "2026-03-03",
        "Courier",
        "The death toll of the quake in Sarat rose to 40, the civil protection agency said.",
    ),
    ("three", "2026-03-03", "Ledger", "The toll in Sarat is 40, up from an earlier count of 31."),
    ("four", "2026-03-04", "Gazette", "The agency said on Monday, 2 March, that 29 people had been killed in Sarat."),
)
#: What is documented, in this order.
KEYS = ["id", "quote", "start", "end", "value", "low", "high", "unit", "qualifier", "series", "label", "claimant"]
KEYS += ["as_of", "change", "because", "past"]


def track(tmp_path, *lines):
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    return figurewatch("track", "--jsonl", str(source), folder=tmp_path)


def as_line(report):
    id, published, outlet, text = report
    return json.dumps({"id": id, "published": published, "outlet": outlet, "text": text})


def test_what_changed_and_what_is_past(tmp_path):
    """Every figure has its series and change; a superseded one and one that comes too late say so."""
    done = track(tmp_path, *map(as_line, REPORTS))

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert all(list(row) == KEYS for row in rows)
    assert [(row["id"], row["value"], row["change"], row["past"]) for row in rows] == [
        ("one", 27, "first", False),
        ("two", 40, "updated", False),
        ("three", 40, None, False),
        ("three", 31, None, True),
        ("four", 29, "late", True),
    ]
    assert len({row["series"] for row in rows}) == 1
    assert all(row["because"] for row in rows)
    for row, (_, _, _, text) in zip(rows, (REPORTS[at] for at in (0, 1, 2, 2, 3)), strict=True):
        assert text[row["start"] : row["end"]] == row["quote"]


def test_a_bad_line_loses_nothing(tmp_path):
    """It is named with its place and what is wrong; the others are answered, and the exit code tells."""
    done = track(tmp_path, as_line(REPORTS[0]), '{"id": "x", "text": "no day"}', as_line(REPORTS[1]))

    first, wrong, last = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert wrong["error"].endswith('reports.jsonl:2: published: Field required; a line is {"id", "text", "published"}')
    assert (first["change"], last["change"]) == ("first", "updated")


def test_a_headline_between_paragraphs_is_not_the_article(tmp_path):
    """In an article as scraped its numbers are left out, and offsets index the text as given; a lone line is read."""
    body = (
        "The army has sent 12,000 soldiers to Varda, the ministry said on Monday.",
        "They will guard the border until the autumn, a spokesman added.",
        "Ferry sinks off Kell, 31 feared dead",
        "Another 3,000 soldiers are waiting in barracks, he said.",
    )
    article = ("article", "2026-03-02", "Gazette", "\n\n".join(body))
    done = track(
        tmp_path, as_line(article), as_line(("line", "2026-03-02", "Gazette", "Train derails near Tarn, 31 hurt"))
    )

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], row["value"]) for row in rows] == [("article", 12_000), ("article", 3_000), ("line", 31)]
    assert all(article[3][row["start"] : row["end"]] == row["quote"] for row in rows[:2])
