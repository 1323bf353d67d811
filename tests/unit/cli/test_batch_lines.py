"""JSON lines for measurements: what is read, what is refused, and how it is said."""

from datetime import UTC, datetime

import pytest

from monitor.cli.batch import Line, lines, read_through

GOOD = '{"id": 7, "text": "Eleven people died.", "published": "2026-03-02", "label": "ignored"}'

BAD = [
    ("{", "not JSON"),
    ('{"text": "x", "published": "2026-03-02"}', "id"),
    ('{"id": "a", "published": "2026-03-02"}', "text"),
    ('{"id": "a", "text": "x", "published": "yesterday"}', "published"),
    ("[1]", "the line"),
]


def test_a_line_is_an_article(tmp_path):
    """A day means noon UTC; unknown keys are left alone; empty lines are no lines."""
    file = tmp_path / "texts.jsonl"
    file.write_text(f"{GOOD}\n\n{GOOD}\n")
    first, second = lines(file)
    assert isinstance(first, Line) and first == second
    article = first.article()
    assert article.published_at == datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert article.text == "Eleven people died."


@pytest.mark.parametrize("written, what", BAD)
def test_a_bad_line_names_file_and_line(tmp_path, written, what):
    """The others are still read."""
    file = tmp_path / "texts.jsonl"
    file.write_text(f"{GOOD}\n{written}\n{GOOD}\n")
    first, bad, last = lines(file)
    assert isinstance(first, Line) and isinstance(last, Line)
    assert isinstance(bad, str) and bad.startswith(f"{file}:2: ") and what in bad


def test_the_title_is_the_first_paragraph():
    """Unless the text begins with it already."""
    line = Line(id="a", text="Body.", published=datetime(2026, 3, 2, tzinfo=UTC), title="Head")
    assert line.article().text == "Head\n\nBody."
    assert line.model_copy(update={"text": "Head\n\nBody."}).article().text == "Head\n\nBody."


def test_null_is_a_key_left_out(tmp_path):
    """And a mark of the byte order in front of the first line is none of it."""
    file = tmp_path / "texts.jsonl"
    bare = GOOD.replace('"label"', '"title": null, "outlet": null, "url": null, "label"')
    file.write_text(f"\ufeff{bare}\n{GOOD}\n", encoding="utf-8")

    with_nulls, without = lines(file)
    assert with_nulls == without


def test_every_line_is_answered(tmp_path):
    """Half a character, bytes of another encoding, the same text and address under another id."""
    file = tmp_path / "texts.jsonl"
    half = r'{"id": "h", "text": "Half \ud83d of it, 12 men said.", "published": "2026-03-02", "outlet": "\ud83d"}'
    page = '{"id": "%s", "text": "Eleven men died.", "published": "2026-03-02", "url": "https://a.example/1"}'
    file.write_bytes(f"{half}\n{page % 1}\n{page % 2}\n".encode() + b"\xff\n")

    first, new, again, bad = read_through(file)
    assert [each.placement.verdict.value for each in (first, new, again)] == ["new", "new", "copy"]
    assert (again.line.id, again.story.id) == ("2", new.story.id)
    assert "not JSON" in bad["error"]
