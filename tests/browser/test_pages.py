"""The pages as somebody sees them."""

import pytest
from playwright.sync_api import expect

PATHS = ("/", "/alerts", "/series", "/stories")


@pytest.fixture
def complaints(tab):
    """What the browser's console and the page's own errors said."""
    said = []
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_without_complaint(tab, site, complaints, path):
    """200, a heading, nothing on the console, and no wider than the window."""
    tab.set_viewport_size({"width": 1000, "height": 800})
    assert tab.goto(site + path).status == 200
    expect(tab.locator("h1")).to_be_visible()
    assert complaints == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_from_an_alert_to_its_sentence_series_and_story(tab, site):
    """The alert shows the sentence with the figure marked; links lead to the series' chart and the story."""
    tab.goto(site + "/alerts")
    tab.get_by_role("link", name="River Ness in Orlin: 4.2 m", exact=True).click()
    expect(tab.locator("mark")).to_have_text("4.2 metres")
    expect(tab.locator("blockquote")).to_contain_text("stood at 4.2 metres at the old bridge")
    tab.get_by_role("link", name="series", exact=True).click()
    expect(tab.locator("svg[role=img]")).to_be_visible()
    assert tab.locator("svg[role=img] rect").count() == 2
    tab.go_back()
    tab.get_by_role("link", name="story", exact=True).click()
    expect(tab.locator("h1")).to_contain_text("Ness at 4.2 metres")


@pytest.mark.parametrize("path", PATHS)
def test_words_from_the_web_stay_words(tab, site, path):
    """A script in a title is shown, not run."""
    tab.goto(site + path)
    for link in [a.get_attribute("href") for a in tab.locator("main a[href^='/']").all()]:
        tab.goto(site + link)
        assert "taken" not in tab.title()
        assert tab.locator("main script, main img").count() == 0


def test_a_failing_feed_shows_its_reason(tab, site):
    """The status page names the feed and why it fails."""
    tab.goto(site)
    row = tab.locator("tr", has_text="Broken Outlet")
    expect(row).to_contain_text("failing × 3")
    expect(row).to_contain_text("answered 500")
