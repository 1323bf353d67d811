"""Addresses: one form for one page, whatever brought the reader there."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import tldextract
from w3lib.url import canonicalize_url, url_query_cleaner

MAX_URL = 2_000  # characters; longer ones are tracking or attacks

#: Parameters that tell where the reader came from, never what is shown.
TRACKING = tuple(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid li_fat_id igshid mc_cid mc_eid mkt_tok
    _hsenc _hsmi hsCtaTracking vero_id oly_anon_id oly_enc_id rb_clickid s_cid s_kwcid cmpid CMP cmp ncid ocid
    ICID ito xtor at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 smid smtyp partner ref_src
    ref_url __twitter_impression guccounter guce_referrer guce_referrer_sig traffic_source taid soc_src soc_trk
    outputType amp _amp
    """.split()  # noqa: SIM905 - reads better than forty quoted words
)
_UTM = re.compile(r"(?:utm_|pk_|piwik_|mtm_|hsa_|stm_)\w+\Z", re.IGNORECASE)
#: "/news/dam.amp.html", "/news/dam/amp/": the same story in another dress. "/amp" alone may be about amplifiers.
_AMP = re.compile(r"(?<=[^/.])(?:/amp/?|\.amp(?P<html>\.html?)?)\Z")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """The address without tracking parameters, fragment, default port or differences of spelling.

    Raises ValueError where it is no http(s) address with a host. Canonical addresses stay as they are.
    """
    url = url.strip()
    if len(url) > MAX_URL:
        raise ValueError(f"address over {MAX_URL} characters")
    parts = urlsplit(url)
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http(s) address: {url[:100]!r}")
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address with user or password is not followed")
    host = _ascii(parts.hostname.rstrip("."))
    if not host:
        raise ValueError(f"not an http(s) address: {url[:100]!r}")
    port = parts.port if parts.port not in (None, _DEFAULT_PORTS[parts.scheme.lower()]) else None
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port else "")
    plain = parts._replace(scheme=parts.scheme.lower(), netloc=netloc, fragment="").geturl()
    parts = urlsplit(canonicalize_url(plain, keep_fragments=False))  # first, for it decodes what others look for
    names = {pair.partition("=")[0] for pair in parts.query.split("&")}
    tracked = [*TRACKING, *(name for name in names if _UTM.match(name))]
    cleaned: str = url_query_cleaner(parts._replace(path=_without_amp(parts.path)).geturl(), tracked, remove=True)
    return cleaned


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one registered domain (or are on one host, where it has none).

    Two tenants of a hosting domain (a.github.io, b.github.io) are two sites.
    """
    site = _site(one)
    return bool(site) and site == _site(other)


def resolve(base: str, href: str) -> str | None:
    """The absolute http(s) address that a link on the page at `base` leads to; None where it leads to none.

    A backslash is no part of an address: browsers and parsers disagree about the host that it leaves.
    """
    if "\\" in href:
        return None
    try:
        found = urljoin(base, href.strip())
        return found if urlsplit(found).scheme in _DEFAULT_PORTS and urlsplit(found).hostname else None
    except ValueError:
        return None


def _without_amp(path: str) -> str:
    while found := _AMP.search(path):
        path = path[: found.start()] + (found["html"] or "")
    return path


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise ValueError(f"not a host name: {host[:100]!r}") from None


def _site(url: str) -> str:
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
    return _domains()(host).top_domain_under_public_suffix or host


@lru_cache(maxsize=1)
def _domains() -> tldextract.TLDExtract:
    # the list that comes with the package: never fetched
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
