"""`figurewatch extract` as a user calls it: the contract, every kind of source, and what cannot be read."""

import json

import pytest

from tests.system.harness import figurewatch

TEXT = """Earthquake kills 27 in Sarat

2 hours ago 5

At least 27 people were killed in Sarat on Tuesday, the civil protection agency said.

See also: Lottery: 34 million jackpot goes to pensioner
"""
KEYS = [
    "quote",
    "start",
    "end",
    "sentence",
    "value",
    "low",
    "high",
    "unit",
    "qualifier",
    "counted",
    "subject",
    "scope",
    "attribution",
    "as_of",
    "mood",
    "trend",
    "previous",
    "delta",
    "kind",
    "measure",
    "rules",
    "also",
]


def extract(folder, *arguments, stdin=None):
    return figurewatch("extract", *arguments, folder=folder, stdin=stdin)


@pytest.mark.parametrize("source", ["file", "stdin"])
def test_the_contract(tmp_path, source):
    """One object with title, text, published, figures and dropped; offsets index the text; furniture is no source."""
    (tmp_path / "article.txt").write_text(TEXT)
    arguments = ["article.txt" if source == "file" else "-", "--json", "--published", "2026-03-04"]
    done = extract(tmp_path, *arguments, stdin=TEXT if source == "stdin" else None)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told) == ["title", "text", "published", "figures", "dropped"]
    assert told["title"] == "Earthquake kills 27 in Sarat" and told["published"] == "2026-03-04"
    (figure,) = told["figures"]
    assert list(figure) == KEYS
    assert told["text"][figure["start"] : figure["end"]] == figure["quote"] == "At least 27"
    assert (figure["low"], figure["high"], figure["as_of"]) == (27, None, "2026-03-03")
    assert figure["attribution"] == ["the civil protection agency"] and figure["also"][0]["quote"] == "27"
    assert len(told["dropped"]) == 2


def test_html_goes_through_the_cleaner(tmp_path):
    """Navigation and footer are not read."""
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n")[2:3] * 1 + ["Nobody knew what came next." * 5])
    (tmp_path / "a.html").write_text(
        f"<html><body><nav>12 items</nav><article><h1>Quake</h1>{paragraphs}</article><footer>9,000</footer></body></html>"
    )
    done = extract(tmp_path, "a.html", "--json")
    assert [figure["quote"] for figure in json.loads(done.stdout)["figures"]] == ["At least 27"], done.stdout


def test_lines(tmp_path):
    """One answer per line, in order; a bad line is named and the rest is read."""
    lines = '{"id": "a", "text": "Nine dead.", "published": "2026-03-04"}\nnonsense\n{"id": "b", "text": "", "published": "2026-03-04"}\n'
    done = extract(tmp_path, "-", "--jsonl", stdin=lines)
    first, bad, last = map(json.loads, done.stdout.splitlines())
    assert done.returncode == 1
    assert first["id"] == "a" and first["figures"][0]["value"] == 9
    assert "-:2" in bad["error"] and last == {**last, "id": "b", "figures": []}


REFUSED = [
    (("missing.txt",), 1, "missing.txt"),
    (("article.txt", "--published", "soon"), 2, "soon"),
    (("binary.txt",), 1, "no text"),
    (("http://127.0.0.1:8080/",), 1, "refused"),
]


@pytest.mark.parametrize("arguments, code, words", REFUSED)
def test_what_cannot_be_read_says_so(tmp_path, arguments, code, words):
    """One line and the right exit code; the guard holds for the command line too."""
    (tmp_path / "article.txt").write_text(TEXT)
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    done = extract(tmp_path, *arguments)
    assert done.returncode == code and words in done.stderr and "Traceback" not in done.stderr


def test_explain(tmp_path):
    """How each figure was made, in words."""
    (tmp_path / "article.txt").write_text(TEXT)
    done = extract(tmp_path, "article.txt", "--explain")
    assert done.returncode == 0 and "rule" in done.stdout and "At least 27" in done.stdout
