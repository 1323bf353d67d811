"""figurewatch.yaml and the environment: what is accepted, and how what is not is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.errors import BadConfiguration
from monitor.model.alert import Threshold
from monitor.settings import load

GOOD = """\
feeds:
  - https://news.example/rss.xml
  - {url: https://other.example/atom.xml, name: Other, every: 10m}
watches:
  - name: Kursk
    match: {any: [Kursk, Sudzha]}
    alert: {first: true, change: 5%, hold: 30m}
    to: [desk, mail]
receivers:
  desk: {slack: {webhook_url: https://hooks.example/T0/B0/x}}
  mail: {email: {to: [desk@example.org], from: figurewatch@example.org, smtp: smtp://user:pass@mail.example:587}}
  hook: {webhook: {url: https://hook.example/, secret: planted}}
  screen: console
synonyms: [[Russia, the enemy], [cases, infections]]
network: {allow: [127.0.0.2/32], user_agent: "watcher/1 (+https://example.org)"}
state: ./state
"""


@pytest.fixture
def written(tmp_path: Path):
    """Writes a figurewatch.yaml and returns its path."""

    def write(text: str) -> Path:
        file = tmp_path / "figurewatch.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_the_documented_shape_is_accepted(written) -> None:
    """The shape of the README loads, with words turned into values."""
    file = written(GOOD)

    settings = load(file, {})

    assert [feed.feed().name for feed in settings.feeds] == ["news.example", "Other"]
    assert settings.feeds[1].every == timedelta(minutes=10)
    watch = settings.watches[0].watch()
    assert watch.alert.change == Threshold(relative=0.05)
    assert watch.alert.hold == timedelta(minutes=30)
    assert settings.state == file.parent / "state"
    assert settings.receivers["screen"].console is not None


@pytest.mark.parametrize(
    ("written_change", "expected"),
    [
        ("any", Threshold()),
        ("5%", Threshold(relative=0.05)),
        ("100", Threshold(absolute=100)),
        ("'1,000'", Threshold(absolute=1000)),
        ("none", None),
    ],
)
def test_how_far_a_figure_must_move(written, written_change: str, expected: Threshold | None) -> None:
    """`change` takes any, a percentage, a number, or none."""
    settings = load(written(GOOD.replace("5%", written_change)), {})

    assert settings.watches[0].alert.change == expected


@pytest.mark.parametrize(
    ("right", "wrong", "line", "said"),
    [
        ("every: 10m", "evry: 10m", 3, "did you mean 'every'?"),
        ("state: ./state", "stat: ./state", 16, "did you mean 'state'?"),
        ("hold: 30m", "hold: 30 parsecs", 7, "is no duration"),
        ("any: [Kursk, Sudzha]", "any: ['/(Kursk/']", 6, "is no regular expression"),
        ("[desk, mail]", "[desk, mial]", 8, "did you mean 'mail'?"),
        ("https://news.example/rss.xml", "ftp://news.example/rss.xml", 2, "not an http:// or https:// address"),
        ("name: Other,", "name: {,", 3, "not valid YAML"),
        ("screen: console", "screen: carrier-pigeon", 13, "unknown key"),
        ("127.0.0.2/32", "127.0.0.2/99", 15, "network"),
        ("cases, infections", "cases, the enemy", 14, "'the enemy' already means 'Russia'"),
        ("[cases, infections]", "[cases]", 14, "synonyms"),
        ("cases, infections", "cases, --", 14, "synonyms"),
        ("https://other.example/atom.xml", "https://news.example/rss.xml", 3, "listed twice"),
    ],
)
def test_a_mistake_is_told_with_file_and_line(written, right: str, wrong: str, line: int, said: str) -> None:
    """Every mistake names the file, its line, and what to write instead."""
    file = written(GOOD.replace(right, wrong))

    with pytest.raises(BadConfiguration) as refused:
        load(file, {})

    assert said in str(refused.value)
    assert refused.value.line == line
    assert str(refused.value).startswith(f"{file}:{line}: ")


def test_the_environment_wins(written) -> None:
    """A variable overrides the file, also inside a named receiver and for keys with underscores."""
    environ = {
        "FIGUREWATCH_NETWORK_USER_AGENT": "env/1",
        "FIGUREWATCH_RECEIVERS_HOOK_WEBHOOK_SECRET": "from-env",
        "REDIS_URL": "redis://127.0.0.1:6399/0",
    }

    settings = load(written(GOOD), environ)

    hook = settings.receivers["hook"].webhook
    assert settings.network.user_agent == "env/1"
    assert hook is not None and hook.secret is not None
    assert hook.secret.get_secret_value() == "from-env"
    assert settings.redis.url is not None


def test_a_secret_is_read_from_a_file(written, tmp_path: Path) -> None:
    """FIGUREWATCH_…_FILE names a file that holds the value."""
    secret = tmp_path / "token"
    secret.write_text("s3cret\n")

    settings = load(written(GOOD), {"FIGUREWATCH_WEB_TOKEN_FILE": str(secret)})

    assert settings.web.token is not None
    assert settings.web.token.get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"FIGUREWATCH_NETWRK_USER_AGENT": "x"}, "did you mean FIGUREWATCH_NETWORK_USER_AGENT?"),
        ({"FIGUREWATCH_WEB_PORT": "70000"}, "FIGUREWATCH_WEB_PORT: web.port"),
        ({"FIGUREWATCH_WEB_HOST": "0.0.0.0"}, "needs web.token"),
        ({"FIGUREWATCH_WEB_TOKEN_FILE": "/nowhere/at/all"}, "cannot be read"),
    ],
)
def test_a_bad_variable_is_told_by_name(environ: dict[str, str], said: str) -> None:
    """What the environment got wrong is said with the variable's name."""
    with pytest.raises(BadConfiguration, match=said.replace("?", r"\?")):
        load(None, environ)


def test_no_file_is_told(tmp_path: Path) -> None:
    """A missing file says how to get one."""
    with pytest.raises(BadConfiguration, match="figurewatch init"):
        load(tmp_path / "none.yaml", {})
