"""The demo week, as a user plays it, is the acceptance test of the whole path."""

import json
import re
import time

import pytest

from tests.system.harness import children, figurewatch


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """`figurewatch demo` in an empty folder: (result, folder, seconds)."""
    folder = tmp_path_factory.mktemp("demo")
    began = time.monotonic()
    done = figurewatch("demo", folder=folder, timeout=115)
    return done, folder, time.monotonic() - began


def alerts_of(played):
    _, folder, _ = played
    listed = json.loads(figurewatch("alerts", "ls", "--json", "-n", "500", folder=folder).stdout)
    for alert in listed:
        alert["told"] = [owed["notification"]["message"] for owed in alert["notifications"]]
    return listed


def headlines(played, watch):
    """Of the alerts sent for a watch, oldest first."""
    return [
        alert["told"][0]["headline"]
        for alert in reversed(alerts_of(played))
        if alert["watch"] == watch and alert["state"] == "sent"
    ]


def quotes(played, watch):
    """The figures' own words of the alerts sent for a watch."""
    found = []
    for alert in reversed(alerts_of(played)):
        if alert["watch"] == watch and alert["state"] == "sent":
            quote = alert["told"][0]["quote"]
            found.append(quote["sentence"][quote["start"] : quote["end"]])
    return found


def test_it_ends_by_itself_with_an_account(played):
    """Within a minute, exit 0, with the numbers of the week, and no process left behind."""
    done, folder, _ = played
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    for word in ("articles", "copies folded", "figures", "changes", "alerts", "held"):
        assert word in done.stdout
    assert list(children(folder)) == []


def test_every_alert_is_told_once(played):
    """However many outlets reprint a figure, no receiver is told twice."""
    told = [(owed["headline"], owed["quote"]["sentence"]) for alert in alerts_of(played) for owed in alert["told"]]
    assert len(told) == len(set(told))
    printed = [line for line in played[0].stdout.splitlines() if re.match(r"▌ \S", line)]
    assert len(printed) == len(told)


def test_a_rounding_or_a_unit_is_no_change(played):
    """'Just under 60,000' after 'approximately 59,000', and 531 square miles for 1,376 km², raise nothing."""
    words = quotes(played, "Varda front")
    assert any("59,000" in quote for quote in words) != any("60,000" in quote for quote in words)
    assert len([quote for quote in words if re.search(r"1,37[56]|531", quote)]) <= 1
    assert len([quote for quote in words if re.search(r"\b800|309", quote)]) == 1


def test_nearly_half_after_more_than_forty_percent_is_news(played):
    """Both are told, once each."""
    words = quotes(played, "Varda front")
    assert len([quote for quote in words if "40 percent" in quote]) == 1
    assert len([quote for quote in words if re.search("(?i)(nearly|almost) half", quote)]) == 1


def test_the_toll_climbs_and_the_typo_is_not_told(played):
    """27, 31, 40, 58 are told; the ten-fold 400, the anniversary's 4,000 as a toll of today, are not."""
    words = quotes(played, "Sarat earthquake")
    for level in ("27", "31", "40", "58"):
        assert len([quote for quote in words if re.search(rf"\b{level}\b", quote)]) == 1, (level, words)
    assert not [quote for quote in words if re.search(r"\b400\b", quote)], words


def test_a_number_beside_the_article_raises_nothing(played):
    """Related headlines, captions and promos are no figures of the article."""
    told = json.dumps([alert["told"] for alert in alerts_of(played)])
    for furniture in ("34 million", "fuel depot", "84,000", "312 partners", "12 stories"):
        assert furniture not in told


def test_forty_copies_are_one_alert_of_one_source(played):
    """A company's statement in forty papers: kept back for a second source, told once when none has come."""
    printed = re.findall(r"▌ \S.*\n(?:▌   .*\n)+", played[0].stdout)
    (told,) = [alert for alert in printed if "watch: Jobs at Norrvik" in alert]
    assert "»2,300«" in told
    assert "carried by: 40 articles, 1 source\n" in told
    assert "nobody else has confirmed it" in told


def test_what_is_held_is_explained(played):
    """An alert that was not sent says why."""
    held = [alert for alert in alerts_of(played) if alert["state"] != "sent"]
    assert held and all(alert["because"] for alert in held)


def test_the_state_can_be_looked_at_afterwards(played):
    """series ls, figures ls and stories ls show the demo's store in the folder where it was played."""
    _, folder, _ = played
    series = json.loads(figurewatch("series", "ls", "--json", folder=folder).stdout)
    assert len(series) > 10
    figures = json.loads(figurewatch("figures", "ls", "--json", folder=folder).stdout)
    assert {each["series"] for each in figures} == {each["series"]["id"] for each in series}


def test_every_step_of_a_message_is_explained(played):
    """From the feed to the receiver, for an alert, its change, its figure and its article; unknown ids are told."""
    _, folder, _ = played
    alert = next(alert for alert in reversed(alerts_of(played)) if alert["state"] == "sent")
    figure = json.loads(figurewatch("figures", "show", alert["observation"], folder=folder).stdout)

    def way(id):
        return json.loads(figurewatch("explain", id, "--json", folder=folder).stdout)

    steps = way(alert["id"])
    assert [each["step"] for each in steps[:8]] == [
        *("fetched", "cleaned", "placed", "traced", "read", "series", "compared", "decided"),
    ]
    assert steps[8]["step"] == "sent" and all(each["because"] for each in steps[:8])
    assert repr(figure["figure"]["quote"]) in steps[4]["what"]
    assert way(alert["change"]) == way(alert["observation"]) == steps
    assert steps[0] in way(figure["article"])

    unknown = figurewatch("explain", "alert-none", folder=folder)
    assert unknown.returncode == 1 and "alert-none" in unknown.stderr
    assert "decided" in figurewatch("explain", alert["id"], folder=folder).stdout
