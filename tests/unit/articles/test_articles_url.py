"""One address per page, and no address believed that is not the site's own."""

from __future__ import annotations

import socket
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.url import MAX_URL, canonical_url, resolve, same_site

SAME = [
    # nothing to do
    ("https://gazette.example/news/dam", "https://gazette.example/news/dam"),
    # letters' case in scheme and host, not in the path
    ("HTTPS://Gazette.Example/News/Dam", "https://gazette.example/News/Dam"),
    # default ports
    ("http://gazette.example:80/dam", "http://gazette.example/dam"),
    ("https://gazette.example:443/dam", "https://gazette.example/dam"),
    ("https://gazette.example:8443/dam", "https://gazette.example:8443/dam"),
    # fragments
    ("https://gazette.example/dam#comments", "https://gazette.example/dam"),
    # an empty path
    ("https://gazette.example", "https://gazette.example/"),
    # tracking, one and many
    ("https://gazette.example/dam?utm_source=rss&utm_medium=feed", "https://gazette.example/dam"),
    ("https://gazette.example/dam?fbclid=abc&gclid=def&mc_cid=1", "https://gazette.example/dam"),
    # what is shown stays, in one order
    ("https://gazette.example/dam?page=2&id=7&utm_campaign=x", "https://gazette.example/dam?id=7&page=2"),
    # the same story in another dress
    ("https://gazette.example/news/dam/amp/", "https://gazette.example/news/dam"),
    ("https://gazette.example/news/dam.amp.html", "https://gazette.example/news/dam.html"),
    ("https://gazette.example/news/dam?outputType=amp", "https://gazette.example/news/dam"),
    # amplifiers are no dress
    ("https://gazette.example/amp", "https://gazette.example/amp"),
    ("https://gazette.example/guitar-amp", "https://gazette.example/guitar-amp"),
    # names in other alphabets
    ("https://zürich.example/dam", "https://xn--zrich-kva.example/dam"),
    # spaces around it, a dot behind the host
    ("  https://gazette.example./dam\n", "https://gazette.example/dam"),
]


@pytest.mark.parametrize(("url", "expected"), SAME)
def test_addresses_of_one_page_are_one(url: str, expected: str) -> None:
    """Spelling, tracking and dress do not make another page."""
    assert expected == canonical_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "dam.html",
        "//gazette.example/dam",
        "ftp://gazette.example/dam",
        "javascript:alert(1)",
        "data:text/html,dam",
        "file:///etc/passwd",
        "https://",
        "https://user:word@gazette.example/",
        "https://gazette.example:port/",
        "https://[::1/",
        "https://gazette.example/" + "a" * MAX_URL,
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    """A ValueError, never a guess."""
    with pytest.raises(ValueError, match=r"."):
        canonical_url(url)


_PATHS = st.lists(st.text("aZ09-_.~%é/ +", max_size=8), max_size=4).map(lambda parts: "/" + "/".join(parts))
_QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["id", "page", "utm_source", "fbclid", "q", "amp", "utm%5Fid", ""]),
        st.text("aä1 &=%+", max_size=5),
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))


@given(
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["gazette.example", "News.Gazette.example:443", "zürich.example", "127.0.0.1:80", "[::1]:8080"]),
    _PATHS,
    _QUERIES,
    st.sampled_from(["", "/amp", ".amp.html", ".amp", "/amp/amp", "/%61mp", "?utm%5Fsource=x", "#top"]),
)
def test_twice_is_once(scheme: str, host: str, path: str, query: str, end: str) -> None:
    """A canonical address stays as it is."""
    once = canonical_url(f"{scheme}://{host}{path}{end}?{query}")

    assert once == canonical_url(once)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://gazette.example.co.uk/a", "https://m.gazette.example.co.uk/b", True),
        ("https://www.bbc.co.uk/a", "https://amp.bbc.co.uk/b", True),
        ("https://one.co.uk/a", "https://two.co.uk/a", False),
        ("https://one.github.io/a", "https://two.github.io/a", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/a", True),
        ("http://127.0.0.1/a", "http://127.0.0.2/a", False),
        ("https://gazette.com/a", "https://gazette.com.evil.net/a", False),
        ("nonsense", "nonsense", False),
    ],
)
def test_site_is_the_registered_domain(one: str, other: str, expected: bool) -> None:
    """Subdomains belong together, tenants of a host do not."""
    assert expected is same_site(one, other)


def test_site_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of suffixes comes with the package."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert same_site("https://a.somewhere.museum/", "https://b.somewhere.museum/")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/news/dam", "https://gazette.example/news/dam"),
        ("dam", "https://gazette.example/world/dam"),
        ("//m.gazette.example/dam", "https://m.gazette.example/dam"),
        (" https://other.example/dam ", "https://other.example/dam"),
        ("javascript:void(0)", None),
        ("mailto:desk@gazette.example", None),
        ("https://[bad/", None),
        ("https:\\\\inside\\@gazette.example/", None),
        ("data:text/html,x", None),
    ],
)
def test_links_lead_to_web_addresses_or_nowhere(href: str, expected: str | None) -> None:
    """Absolute, http(s), or None."""
    assert expected == resolve("https://gazette.example/world/story", href)
