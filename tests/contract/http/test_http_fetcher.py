"""The guarded fetcher against real servers on loopback, polite and hostile."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import time
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.http import GuardedFetcher, fetch_once
from monitor.errors import Permanent, Transient
from monitor.ports import Hop, Request, Response

LOOPBACK = ipaddress.ip_network("127.0.0.1/32")
AGENT = "figurewatch-test/1 (+https://example.org/bot)"
MIB = 1024 * 1024


@dataclass
class Server:
    """A socket on loopback that answers as told, and remembers what it was asked."""

    port: int
    asked: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


Answer = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(answer: Answer | bytes) -> AsyncIterator[Server]:
    """Serve one answer a connection; bytes are sent as they are and the connection closed."""
    server = Server(0)

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            server.asked.append(head)
            if isinstance(answer, bytes):
                writer.write(answer)
                await writer.drain()
            else:
                await answer(head, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(meet, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@pytest.fixture
async def fetcher() -> AsyncIterator[GuardedFetcher]:
    """One that may reach 127.0.0.1."""
    made = GuardedFetcher([LOOPBACK], AGENT)
    yield made
    await made.close()


def asking(url: str, *, seconds: float = 5.0, max_bytes: int = MIB, **more: object) -> Request:
    return Request(url, timedelta(seconds=seconds), max_bytes, **more)  # type: ignore[arg-type]


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def field_of(head: bytes, name: str) -> str | None:
    for line in head.decode("latin-1").split("\r\n")[1:]:
        key, _, value = line.partition(":")
        if key.lower() == name:
            return value.strip()
    return None


# ── what an honest server gets and gives ─────────────────────────────────────────────────────────────────────


async def test_an_answer_comes_back_with_its_status_headers_and_body(fetcher: GuardedFetcher) -> None:
    """Names of headers are lower case, validators byte for byte, repeated fields joined, cookies left out."""
    answer = whole(b"body", 'ETag: W/"a b--gzip"', "Link: <a>; rel=hub", "Link: <b>; rel=self", "Set-Cookie: id=1")
    async with serving(answer) as server:
        response = await fetcher.fetch(asking(server.url("/feed?x=%2F")))

        assert (response.status, response.body, response.hops) == (200, b"body", ())
        assert response.headers["etag"] == 'W/"a b--gzip"'
        assert response.headers["link"] == "<a>; rel=hub, <b>; rel=self"
        assert "set-cookie" not in response.headers


async def test_we_say_who_we_are_and_bring_no_cookies(fetcher: GuardedFetcher) -> None:
    """The honest user agent, the encodings we read, the caller's own headers; no cookie, no referer."""
    async with serving(whole(b"x", "Set-Cookie: id=1; Path=/")) as server:
        await fetcher.fetch(asking(server.url()))
        await fetcher.fetch(asking(server.url(), headers={"If-None-Match": 'W/"1"'}))

        head = server.asked[1]
        assert field_of(head, "user-agent") == AGENT
        assert field_of(head, "accept-encoding") == "gzip, deflate, br"
        assert field_of(head, "if-none-match") == 'W/"1"'
        assert field_of(head, "cookie") is None
        assert field_of(head, "referer") is None


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("gzip", lambda body: gzip.compress(body[:100]) + gzip.compress(body[100:])),  # two members are one body
        ("gzip", lambda body: gzip.compress(body) + b"\0" * 20),  # padding after the end
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),  # without zlib's header, as some servers send it
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
async def test_every_encoding_we_offer_is_read(
    fetcher: GuardedFetcher, encoding: str, encode: Callable[[bytes], bytes]
) -> None:
    """The body comes back as it was before it was encoded."""
    body = b"".join(b"line %d\n" % number for number in range(5000))
    async with serving(whole(encode(body), f"Content-Encoding: {encoding}")) as server:
        response = await fetcher.fetch(asking(server.url()))

        assert body == response.body


async def test_a_body_sent_byte_by_byte_is_read_alike(fetcher: GuardedFetcher) -> None:
    """How the network cuts a compressed body makes no difference."""
    body = zlib.compress(b"deflate, one byte at a time " * 5)[2:-4]

    async def answer(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: %d\r\n\r\n" % len(body))
        for at in range(len(body)):
            writer.write(body[at : at + 1])
            await writer.drain()
            await asyncio.sleep(0)

    async with serving(answer) as server:
        response = await fetcher.fetch(asking(server.url()))

        assert response.body == b"deflate, one byte at a time " * 5


async def test_an_error_is_an_answer_too(fetcher: GuardedFetcher) -> None:
    """Statuses are the caller's business; a long error page is cut, not refused."""
    async with serving(whole(b"x" * 300_000, "Retry-After: 7", status="503 Busy")) as server:
        response = await fetcher.fetch(asking(server.url()))

        assert (response.status, response.headers["retry-after"], len(response.body)) == (503, "7", 64 * 1024)


async def test_an_error_with_a_broken_body_is_still_that_error(fetcher: GuardedFetcher) -> None:
    """The status is the news."""
    async with serving(whole(b"not gzip", "Content-Encoding: gzip", status="410 Gone")) as server:
        response = await fetcher.fetch(asking(server.url()))

        assert response.status == 410


async def test_a_post_goes_out_once_and_its_redirect_is_not_followed(fetcher: GuardedFetcher) -> None:
    """A message must not be told to another address than the one configured."""
    seen = []

    async def answer(head: bytes, writer: asyncio.StreamWriter) -> None:
        seen.append(head)
        writer.write(whole(b"", "Location: /elsewhere", status="307 Temporary Redirect"))

    async with serving(answer) as server:
        response = await fetcher.fetch(asking(server.url("/hook"), method="POST", body=b'{"a": 1}'))

        assert response.status == 307
        assert [head.split(b"\r\n")[0] for head in seen] == [b"POST /hook HTTP/1.1"]


def test_fetch_once_needs_no_event_loop() -> None:
    """A worker sends one request from plain code, twice over the same fetcher."""
    made = GuardedFetcher([], AGENT)
    for _ in range(2):
        with pytest.raises(Permanent, match=r"127\.0\.0\.1"):
            fetch_once(made, asking("http://127.0.0.1:8000/"))


def test_one_fetcher_serves_one_loop_after_another() -> None:
    """The connections belong to the loop that made them; a new loop gets new ones."""
    made = GuardedFetcher([LOOPBACK], AGENT)

    async def once() -> Response:
        async with serving(whole(b"x")) as server:
            try:
                return await made.fetch(asking(server.url()))
            finally:
                await made.close()

    assert [asyncio.run(once()).status for _ in range(2)] == [200, 200]


# ── redirects ────────────────────────────────────────────────────────────────────────────────────────────────


def redirecting(hops: dict[str, tuple[int, str]]) -> Answer:
    """path → (status, location); other paths answer 200 with their own name."""

    async def answer(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ")[1].decode()
        status, location = hops.get(path, (200, ""))
        extra = (f"Location: {location}",) if location else ()
        writer.write(whole(path.encode(), *extra, status=f"{status} X"))

    return answer


async def test_redirects_are_followed_and_remembered(fetcher: GuardedFetcher) -> None:
    """Each hop names the address that redirected and its status."""
    hops = {"/a": (301, "/b?x=1"), "/b?x=1": (308, "c#top"), "/c": (302, "/d")}
    async with serving(redirecting(hops)) as server:
        response = await fetcher.fetch(asking(server.url("/a")))

        expected = (Hop(server.url("/a"), 301), Hop(server.url("/b?x=1"), 308), Hop(server.url("/c"), 302))
        assert expected == response.hops
        assert (server.url("/d"), b"/d") == (response.url, response.body)


async def test_a_redirect_loop_ends(fetcher: GuardedFetcher) -> None:
    """After five hops it is over, and the server was asked six times."""
    async with serving(redirecting({"/a": (302, "/b"), "/b": (302, "/a")})) as server:
        with pytest.raises(Permanent, match="more than 5 redirects"):
            await fetcher.fetch(asking(server.url("/a")))

        assert len(server.asked) == 6


async def test_a_redirect_with_no_target_is_an_answer(fetcher: GuardedFetcher) -> None:
    """There is nowhere to go."""
    async with serving(whole(b"", status="302 Found")) as server:
        assert (await fetcher.fetch(asking(server.url()))).status == 302


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data/",
        "//169.254.169.254/",
        "http://10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://[::1]/",
        "http://127.0.0.2/",  # next to the allowed one
        "http://0x7f.1/",
        "http://2130706433/",
        "http://017700000001/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://user:secret@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org:22/",
        "http://example.org:6379/",
        "http://",
        "http://[::1",
    ],
)
async def test_a_redirect_cannot_lead_where_we_do_not_go(fetcher: GuardedFetcher, location: str) -> None:
    """Every hop passes the same gate as the first address, and the reason gives no secret away."""
    async with serving(redirecting({"/a": (302, location)})) as server:
        with pytest.raises(Permanent) as refusal:
            await fetcher.fetch(asking(server.url("/a")))

        assert "redirect" in refusal.value.reason
        assert "secret" not in refusal.value.reason
        assert len(server.asked) == 1


async def test_secrets_stay_with_the_host_they_were_meant_for(fetcher: GuardedFetcher) -> None:
    """Authorization goes to the first origin, not to the one it redirects to."""
    async with serving(whole(b"x")) as other, serving(redirecting({"/a": (302, other.url("/b"))})) as first:
        headers = {"Authorization": "Bearer secret", "Accept": "text/html"}
        await fetcher.fetch(asking(first.url("/a"), headers=headers))

        assert field_of(first.asked[0], "authorization") == "Bearer secret"
        assert field_of(other.asked[0], "authorization") is None
        assert field_of(other.asked[0], "accept") == "text/html"


async def test_a_redirect_keeps_secrets_within_its_own_origin(fetcher: GuardedFetcher) -> None:
    """Same scheme, host and port: the header goes along."""
    async with serving(redirecting({"/a": (302, "/b")})) as server:
        await fetcher.fetch(asking(server.url("/a"), headers={"Authorization": "Bearer secret"}))

        assert [field_of(head, "authorization") for head in server.asked] == ["Bearer secret"] * 2


async def test_the_body_of_a_redirect_is_not_read(fetcher: GuardedFetcher) -> None:
    """An endless one costs nothing."""

    async def answer(head: bytes, writer: asyncio.StreamWriter) -> None:
        if b" /a " in head:
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 99999999999\r\n\r\n")
            while not writer.is_closing():
                writer.write(b"x" * 65536)
                await writer.drain()
        else:
            writer.write(whole(b"b"))

    async with serving(answer) as server:
        response = await fetcher.fetch(asking(server.url("/a"), seconds=2))

        assert response.body == b"b"


# ── hostile servers ──────────────────────────────────────────────────────────────────────────────────────────


async def test_a_body_that_drips_is_cut_off_at_the_deadline(fetcher: GuardedFetcher) -> None:
    """The deadline is for the whole answer, not for each read; the request was sent, so it is unsure."""

    async def drip(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serving(drip) as server:
        begun = time.monotonic()
        with pytest.raises(Transient, match=r"127\.0\.0\.1 gave no whole answer within 0\.3 s") as failure:
            await fetcher.fetch(asking(server.url(), seconds=0.3))

        assert failure.value.unsure
        assert time.monotonic() - begun < 0.8


async def test_the_deadline_covers_redirects_together(fetcher: GuardedFetcher) -> None:
    """Five hops of a little time each are one long answer."""

    async def slow(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.15)
        writer.write(whole(b"", "Location: /again", status="302 Found"))

    async with serving(slow) as server:
        with pytest.raises(Transient, match="no whole answer"):
            await fetcher.fetch(asking(server.url(), seconds=0.4))

        assert len(server.asked) <= 3


async def test_a_server_that_says_nothing_is_left(fetcher: GuardedFetcher) -> None:
    """It took the request, so a message must not be sent again without asking."""

    async def silent(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    async with serving(silent) as server:
        with pytest.raises(Transient) as failure:
            await fetcher.fetch(asking(server.url(), seconds=0.2, method="POST", body=b"{}"))

        assert failure.value.unsure


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(b"\0" * 30 * MIB)),
        ("br", brotli.compress(b"\0" * 30 * MIB, quality=5)),
        ("deflate", zlib.compress(b"\0" * 30 * MIB)),
    ],
)
async def test_a_bomb_is_stopped_while_it_unfolds(fetcher: GuardedFetcher, encoding: str, bomb: bytes) -> None:
    """Decoded bytes count, and only as many are decoded as fit."""
    async with serving(whole(bomb, f"Content-Encoding: {encoding}")) as server:
        with pytest.raises(Permanent, match="body over 1 MiB"):
            await fetcher.fetch(asking(server.url()))


async def test_an_endless_plain_body_is_stopped(fetcher: GuardedFetcher) -> None:
    """No length is promised and none is kept."""

    async def endless(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"x" * 65536)
            await writer.drain()

    async with serving(endless) as server:
        with pytest.raises(Permanent, match="body over 1 MiB"):
            await fetcher.fetch(asking(server.url()))


async def test_a_promised_length_over_the_cap_is_not_even_read(fetcher: GuardedFetcher) -> None:
    """The header suffices."""

    async def promising(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n")
        await asyncio.sleep(1)

    async with serving(promising) as server:
        with pytest.raises(Permanent, match="body over 1 MiB"):
            await fetcher.fetch(asking(server.url(), seconds=0.9))


async def test_a_body_of_exactly_the_cap_is_taken(fetcher: GuardedFetcher) -> None:
    """The cap is the largest size allowed."""
    async with serving(whole(b"x" * 1000)) as server:
        assert len((await fetcher.fetch(asking(server.url(), max_bytes=1000))).body) == 1000
        with pytest.raises(Permanent, match="body over 999 bytes"):
            await fetcher.fetch(asking(server.url(), max_bytes=999))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "zstd", "compress", "br, gzip"])
async def test_encodings_we_did_not_ask_for_are_refused(fetcher: GuardedFetcher, encoding: str) -> None:
    """One encoding at most, and one of ours."""
    async with serving(whole(b"x", f"Content-Encoding: {encoding}")) as server:
        with pytest.raises(Permanent, match="not asked for"):
            await fetcher.fetch(asking(server.url()))


@pytest.mark.parametrize(
    ("what", "answer"),
    [
        ("closed before a word", b""),
        ("not HTTP", b"SSH-2.0-OpenSSH_9.2\r\n"),
        ("cut in mid-body", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"),
        ("chunk sizes that are none", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n"),
        ("chunks that never end", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        ("gzip cut short", whole(gzip.compress(b"x" * 9999)[:-20], "Content-Encoding: gzip")),
        ("gzip in name only", whole(b"plain text", "Content-Encoding: gzip")),
        ("brotli in name only", whole(b"plain text", "Content-Encoding: br")),
        ("a header of 20 kB", b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 20_000 + b"\r\nContent-Length: 0\r\n\r\n"),
        ("a thousand headers", b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 1000 + b"Content-Length: 0\r\n\r\n"),
        ("two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx"),
    ],
)
async def test_a_broken_answer_may_be_whole_next_time(fetcher: GuardedFetcher, what: str, answer: bytes) -> None:
    """Transient, and unsure: the server saw the request."""
    async with serving(answer) as server:
        with pytest.raises(Transient) as failure:
            await fetcher.fetch(asking(server.url("/?token=secret")))

        assert failure.value.unsure
        assert "secret" not in failure.value.reason


async def test_a_reset_in_mid_body_is_transient(fetcher: GuardedFetcher) -> None:
    """So is the hardest way to hang up."""

    async def reset(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await writer.drain()
        raw = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        writer.transport.abort()

    async with serving(reset) as server:
        with pytest.raises(Transient) as failure:
            await fetcher.fetch(asking(server.url()))

        assert failure.value.unsure


@pytest.mark.parametrize("drop", [b"X-Drop: 1\r\n", b"x"])
async def test_headers_that_never_end_are_cut_off(fetcher: GuardedFetcher, drop: bytes) -> None:
    """Neither many short lines nor one long line fills our memory."""
    sent = 0

    async def endless(_: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nX-Begin: ")
        while not writer.is_closing():
            writer.write(drop * 500)
            await writer.drain()
            sent += len(drop) * 500

    async with serving(endless) as server:
        with pytest.raises(Transient):
            await fetcher.fetch(asking(server.url(), seconds=2))

        assert sent < 8 * MIB


async def test_a_refused_connection_was_surely_not_taken(fetcher: GuardedFetcher) -> None:
    """Nobody listens: it may be sent again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Transient, match="no connection") as failure:
        await fetcher.fetch(asking(f"http://127.0.0.1:{port}/?token=secret"))

    assert not failure.value.unsure
    assert "secret" not in failure.value.reason


async def test_a_server_that_speaks_no_tls_is_transient(fetcher: GuardedFetcher) -> None:
    """Certificates get mended; nothing of the request was sent."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(whole(b"x", status="400 Bad Request"))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    with pytest.raises(Transient, match="TLS failed") as failure:
        await fetcher.fetch(asking(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/", seconds=2))
    server.close()

    assert not failure.value.unsure


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed, with its key."""
    openssl = shutil.which("openssl") or pytest.skip("openssl makes the certificate and is not installed")
    file = tmp_path_factory.mktemp("tls") / "self-signed.pem"
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2"]
    made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", *named]
    subprocess.run([openssl, *made, "-keyout", file, "-out", f"{file}.crt"], check=True, capture_output=True)
    file.write_text(file.read_text() + Path(f"{file}.crt").read_text())
    return file


async def test_a_certificate_nobody_signed_is_not_believed(fetcher: GuardedFetcher, certificate: Path) -> None:
    """Connecting to a pinned address does not make the host's name a formality; nothing is sent."""
    asked = []

    async def meet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.read(100))
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(meet, "127.0.0.1", 0, ssl=context)
    with pytest.raises(Transient, match="certificate cannot be trusted") as failure:
        await fetcher.fetch(asking(f"https://localhost:{server.sockets[0].getsockname()[1]}/", seconds=2))
    server.close()

    assert not failure.value.unsure
    assert [each for each in asked if each] == []


async def test_a_request_in_flight_at_the_close_may_be_tried_again(fetcher: GuardedFetcher) -> None:
    """Also one that had not begun; and the fetcher can be used anew."""

    async def slow(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        writer.write(whole(b"", "Location: /", status="302 Found"))

    async with serving(slow) as server, serving(whole(b"x")) as other:
        flying = asyncio.create_task(fetcher.fetch(asking(server.url())))
        await asyncio.sleep(0.05)
        await fetcher.close()

        with pytest.raises(Transient):
            await flying
        assert (await fetcher.fetch(asking(other.url()))).status == 200


async def test_only_so_many_requests_are_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest wait their turn, and waiting does not use up their deadline."""
    monkeypatch.setattr("monitor.adapters.http.MAX_REQUESTS", 3)
    made = GuardedFetcher([LOOPBACK], AGENT)
    now_in, most = 0, 0

    async def slow(_: bytes, writer: asyncio.StreamWriter) -> None:
        nonlocal now_in, most
        now_in += 1
        most = max(most, now_in)
        await asyncio.sleep(0.3)
        now_in -= 1
        writer.write(whole(b"x"))

    try:
        async with serving(slow) as server:
            # all of them take 1.8 s; each alone would be within its deadline even on a busy machine
            answers = await asyncio.gather(*(made.fetch(asking(server.url(), seconds=1.5)) for _ in range(18)))
    finally:
        await made.close()

    assert (most, len(answers)) == (3, 18)


SOUND = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    b"Location: /x\r\n\r\n19\r\n" + gzip.compress(b"hello", mtime=0) + b"\r\n0\r\n\r\n"
)


@given(st.integers(0, len(SOUND)), st.integers(0, 40), st.binary(max_size=12))
@settings(max_examples=60, deadline=None)
def test_whatever_a_server_sends_ends_in_an_answer_or_one_of_our_errors(at: int, length: int, noise: bytes) -> None:
    """No exception of a library gets through."""

    async def once() -> None:
        made = GuardedFetcher([LOOPBACK], AGENT)
        async with serving(SOUND[:at] + noise + SOUND[at + length :]) as server:
            with contextlib.suppress(Transient, Permanent):
                response = await made.fetch(asking(server.url(), seconds=1))
                assert isinstance(response, Response)
        await made.close()

    asyncio.run(once())


async def test_a_header_that_is_none_is_refused(fetcher: GuardedFetcher) -> None:
    """No line break gets into a request."""
    async with serving(whole(b"x")) as server:
        with pytest.raises(Permanent, match="cannot be written as HTTP"):
            await fetcher.fetch(asking(server.url(), headers={"if-none-match": "a\r\nX-Forged: 1"}))

        assert [head for head in server.asked if b"Forged" in head] == []


async def test_a_proxy_in_the_environment_is_not_used(fetcher: GuardedFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard vets what it connects to; a proxy would connect elsewhere."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving(whole(b"direct")) as server:
        assert (await fetcher.fetch(asking(server.url()))).body == b"direct"


async def test_one_slow_server_delays_no_other(fetcher: GuardedFetcher) -> None:
    """A hundred requests that hang leave the event loop free."""

    async def silent(_: bytes, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)

    async with serving(silent) as slow, serving(whole(b"x")) as quick:
        hanging = [asyncio.create_task(fetcher.fetch(asking(slow.url(), seconds=0.6))) for _ in range(50)]
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        await fetcher.fetch(asking(quick.url()))
        took = time.monotonic() - begun
        failures = await asyncio.gather(*hanging, return_exceptions=True)

        assert took < 0.4
        assert all(isinstance(failure, Transient) for failure in failures)
