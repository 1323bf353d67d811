"""The guard: which addresses are asked at all."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.http import Guard, GuardedFetcher, Refused, VettingResolver
from monitor.errors import Permanent, Transient
from monitor.ports import Request

PUBLIC = "93.184.215.14"


def found(*addresses: str) -> Any:
    """A look-up that answers with these."""

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in addresses
        ]

    return look_up


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("127.0.0.1", "loopback"),
        ("127.255.255.254", "all of loopback"),
        ("0.0.0.0", "this host"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("169.254.169.254", "link-local, cloud metadata"),
        ("168.63.129.16", "Azure's platform address"),
        ("100.64.0.1", "carrier-grade NAT"),
        ("100.100.100.200", "metadata inside carrier-grade NAT"),
        ("192.0.0.1", "protocol assignments"),
        ("192.0.2.1", "documentation"),
        ("192.88.99.1", "6to4 relay"),
        ("198.18.0.1", "benchmarking"),
        ("224.0.0.1", "multicast"),
        ("240.0.0.1", "reserved"),
        ("255.255.255.255", "broadcast"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("::ffff:127.0.0.1", "IPv4-mapped loopback"),
        ("::ffff:169.254.169.254", "IPv4-mapped metadata"),
        ("::127.0.0.1", "IPv4-compatible loopback"),
        ("fe80::1", "link-local"),
        ("fec0::1", "site-local"),
        ("fc00::1", "unique local"),
        ("fd00:ec2::254", "metadata over IPv6"),
        ("ff02::1", "multicast"),
        ("64:ff9b::7f00:1", "NAT64 of loopback"),
        ("64:ff9b::808:808", "NAT64 of anything"),
        ("64:ff9b:1::1", "local NAT64"),
        ("2002:7f00:1::", "6to4 of loopback"),
        ("2002:808:808::", "6to4 of anything"),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", "Teredo"),
        ("2001:db8::1", "documentation"),
        ("3fff::1", "documentation"),
        ("100::1", "discard"),
    ],
)
def test_no_address_of_an_inside_is_asked(address: str, what: str) -> None:
    """However it is written: as a literal, from a name, or at the moment the socket is opened."""
    guard = Guard()
    parsed = ipaddress.ip_address(address)
    literal = f"[{address}]" if parsed.version == 6 else address

    assert guard.why_not(parsed)
    with pytest.raises(Permanent, match="refused"):
        guard.vet(f"http://{literal}/")
    with pytest.raises(Refused):
        guard.open_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)))


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]
)
def test_public_addresses_are_asked(address: str) -> None:
    """The neighbours of what is refused included."""
    assert Guard().why_not(ipaddress.ip_address(address)) is None


@given(st.ip_addresses(v=4))
def test_wrapping_an_ipv4_address_never_opens_it(address: ipaddress.IPv4Address) -> None:
    """IPv4-mapped is judged as the address inside; NAT64 and 6to4 are refused whatever is inside."""
    guard = Guard()
    mapped = ipaddress.IPv6Address(b"\0" * 10 + b"\xff\xff" + address.packed)
    nat64 = ipaddress.IPv6Address(bytes.fromhex("0064ff9b0000000000000000") + address.packed)
    sixtofour = ipaddress.IPv6Address(b"\x20\x02" + address.packed + b"\0" * 10)

    assert bool(guard.why_not(address)) == bool(guard.why_not(mapped))
    assert guard.why_not(nat64)
    assert guard.why_not(sixtofour)


@given(st.ip_addresses())
def test_nothing_that_python_calls_private_is_ever_asked(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    """The guard is at least as strict as the standard library."""
    if not address.is_global:
        assert Guard().why_not(address)


def test_an_allowed_range_opens_itself_and_nothing_beside_it() -> None:
    """Allow lists are exact."""
    guard = Guard((ipaddress.ip_network("10.1.0.0/16"), ipaddress.ip_network("::1/128")))

    assert guard.why_not(ipaddress.ip_address("10.1.2.3")) is None
    assert guard.why_not(ipaddress.ip_address("::ffff:10.1.2.3")) is None
    assert guard.why_not(ipaddress.ip_address("::1")) is None
    assert guard.why_not(ipaddress.ip_address("10.2.0.1"))
    assert guard.why_not(ipaddress.ip_address("127.0.0.1"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not an http"),
        ("ftp://example.org/", "not an http"),
        ("//example.org/", "not an http"),
        ("example.org", "not an http"),
        ("", "not an http"),
        ("http:example.org", "not an http"),
        ("http:///path", "not a usable address"),
        ("http://user@example.org/", "user name"),
        ("http://user:pw@example.org/", "user name"),
        ("http://@example.org/", "user name"),
        ("http://127.0.0.1\\@example.org/", "backslash"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/\r\nHost: x", "control"),
        ("http://example.org/\x00", "control"),
        ("http://example.org:22/", "port"),
        ("http://example.org:25/", "port"),
        ("http://example.org:6379/", "port"),
        ("http://example.org:0/", "port"),
        ("http://example.org:99999/", ""),
        ("http://example.org:x/", ""),
        ("http://2130706433/", "odd form"),
        ("http://0x7f000001/", "odd form"),
        ("http://0x7f.1/", "odd form"),
        ("http://017700000001/", "odd form"),
        ("http://127.1/", "odd form"),
        ("http://0177.0.0.1/", ""),
        ("http://127.0.0.1./", ""),
        ("http://127。0。0。1/", "not a public"),
        ("http://①②⑦.0.0.1/", ""),
        ("http://[fe80::1%25eth0]/", ""),
        ("http://[::1/", ""),
        ("http://" + "a" * 9000 + ".org/", "characters"),
    ],
)
def test_odd_addresses_are_refused_before_a_name_is_looked_up(url: str, reason: str) -> None:
    """With a reason one can act on, and never the address's secrets."""
    with pytest.raises(Permanent, match=f"refused.*{reason}") as refusal:
        Guard().vet(url)

    assert "pw" not in refusal.value.reason


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c"),
        (" http://example.org/ ", "http://example.org/"),
        ("HTTP://EXAMPLE.org:8080/", "http://example.org:8080/"),
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://3com.example/", "http://3com.example/"),
        ("http://example.org/@user", "http://example.org/@user"),
        ("http://example.org?mail=a@b", "http://example.org/?mail=a@b"),
    ],
)
def test_plain_addresses_are_asked_as_written(url: str, asked: str) -> None:
    """Without their fragment, which is nobody's business."""
    assert asked == str(Guard().vet(url))


async def test_a_name_leads_only_to_vetted_addresses() -> None:
    """The private half of a mixed answer is never connected to."""
    resolver = VettingResolver(Guard(), found("10.0.0.1", PUBLIC, "::1"))

    assert [each["host"] for each in await resolver.resolve("mixed.example", 80)] == [PUBLIC]


async def test_a_name_with_nothing_but_inside_addresses_is_refused() -> None:
    """And says where it led."""
    with pytest.raises(Refused, match=r"inside\.example leads to 10\.0\.0\.1"):
        await VettingResolver(Guard(), found("10.0.0.1")).resolve("inside.example", 80)


async def test_a_name_not_found_is_not_asked_for_again_at_once() -> None:
    """Names that take long to fail would delay the others."""
    asked = []

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "not known")

    resolver = VettingResolver(Guard(), look_up)
    for _ in range(3):
        with pytest.raises(OSError):
            await resolver.resolve("gone.example", 80)

    assert asked == ["gone.example"]


async def test_slow_names_do_not_delay_good_ones() -> None:
    """Twenty look-ups that hang run beside one that does not."""
    release = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look_up(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        if host.startswith("slow"):
            asyncio.run_coroutine_threadsafe(release.wait(), loop).result()
        return list(found(PUBLIC)(host, port, family))

    resolver = VettingResolver(Guard(), look_up)
    slow = [asyncio.create_task(resolver.resolve(f"slow{number}.example", 80)) for number in range(20)]
    await asyncio.sleep(0)
    quick = await asyncio.wait_for(resolver.resolve("quick.example", 80), 1)
    release.set()
    await asyncio.gather(*slow)

    assert [each["host"] for each in quick] == [PUBLIC]


@pytest.fixture
async def inside() -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server on loopback that must not be reached, and what it was sent."""
    reached: list[bytes] = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(await reader.read(1000))
        writer.close()

    server = await asyncio.start_server(meet, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], reached
    server.close()


async def test_a_name_that_changes_its_mind_reaches_nothing_inside(
    inside: tuple[int, list[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: whatever a second look-up says, the connection goes to the address that was vetted."""
    port, reached = inside
    nowhere = "192.0.2.1"  # reserved for examples: no packet for it leaves anybody's network
    answers = iter([[nowhere], *[["127.0.0.1"]] * 50])
    resolved = socket.getaddrinfo

    def changing(host: Any, port: Any, *more: Any, **named: Any) -> Any:
        if host == "rebind.example":
            return found(*next(answers))(host, port, 0)
        return resolved(host, port, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    fetcher = GuardedFetcher([ipaddress.ip_network(nowhere)], "test/1")
    for _ in range(3):
        with pytest.raises((Permanent, Transient)):
            await fetcher.fetch(Request(f"http://rebind.example:{port}/", timedelta(seconds=0.3), 1000))
    await fetcher.close()

    assert reached == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "0x7f000001", "2130706433"])
async def test_loopback_is_not_reached_by_any_name(inside: tuple[int, list[bytes]], host: str) -> None:
    """Not a byte is sent."""
    port, reached = inside
    fetcher = GuardedFetcher([], "test/1")
    with pytest.raises(Permanent, match="refused"):
        await fetcher.fetch(Request(f"http://{host}:{port}/", timedelta(seconds=2), 1000))
    await fetcher.close()

    assert reached == []


def test_a_redirect_may_not_give_up_tls_on_the_way_to_another_host() -> None:
    """On the same host it may (and its Authorization stays behind)."""
    guard = Guard()
    source = guard.vet("https://example.org/a")

    assert str(guard.vet_redirect(source, "http://example.org/b")) == "http://example.org/b"
    assert str(guard.vet_redirect(source, "https://example.com/b")) == "https://example.com/b"
    with pytest.raises(Permanent, match="from https to http"):
        guard.vet_redirect(source, "http://example.com/b")
