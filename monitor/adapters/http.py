"""The one client for every outgoing request: feeds, pages, robots.txt, Slack, webhooks.

Nothing from the web is trusted. Before a byte is sent the address is vetted (scheme, userinfo, port), its name is
looked up by a resolver that only hands out vetted addresses, and the socket is opened to exactly one of those; every
redirect hop goes through the same gate. What comes back is bounded in time (one wall-clock deadline for everything)
and in size (decoded bytes, counted while they stream).
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import socket
import threading
import zlib
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Protocol, TypeAlias
from urllib.parse import quote

import aiohttp
import brotli  # type: ignore[import-untyped]
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from monitor.errors import Permanent, Transient
from monitor.ports import Hop, Request, Response

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Requests in flight at once. Waiting for a place does not count against a request's deadline.
MAX_REQUESTS = 100
MAX_URL = 8192
#: A status line or one header field; headers in one answer. Servers that need more are broken or hostile.
MAX_HEADER = 16 * 1024
MAX_HEADERS = 200
#: Enough of an error's body to say what went wrong; the rest is left unread.
MAX_ERROR_BODY = 64 * 1024
READ_SIZE = 64 * 1024
#: Decoded at once between two looks at the clock, so that a bomb cannot hold the event loop.
DECODE_SIZE = 256 * 1024
KEEP_ALIVE = 15.0
REDIRECTS = (301, 302, 303, 307, 308)
#: Never carried to another origin by a redirect.
SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})
ACCEPT_ENCODING = "gzip, deflate, br"
MIB = 1024 * 1024


class GuardedFetcher:
    """`ports.Fetcher` on aiohttp. `allow` opens exact addresses or ranges inside private space, never more.

    The connections are made inside the event loop that first fetches; close it in the same loop.
    """

    def __init__(self, allow: Sequence[Network], user_agent: str) -> None:
        self._guard = Guard(tuple(allow))
        self._user_agent = user_agent
        self._live: _Live | None = None

    async def fetch(self, request: Request) -> Response:
        """The answer to one request, whatever its status.

        Raises Permanent for what the guard refuses (address, scheme, userinfo, port, size, encoding, too many
        redirects) and Transient for what may pass (name lookup, connect, deadline, reset); `unsure` is set on a
        Transient raised after the request was sent.
        """
        url = self._guard.vet(request.url)
        live = self._live_here()
        trip = _Trip()
        limit = request.deadline.total_seconds()
        async with live.places:
            try:
                async with asyncio.timeout(limit):
                    return await self._follow(request, url, live.session, trip)
            except TimeoutError:
                raise Transient(f"{trip.host} gave no whole answer within {limit:g} s", unsure=trip.sent) from None
            except (Transient, Permanent):
                raise
            except (aiohttp.ClientError, OSError, ValueError) as error:
                raise _typed(error, trip) from None
            except RuntimeError:
                if not live.session.closed:
                    raise
                raise Transient(f"{trip.host}: the client was closed meanwhile", unsure=trip.sent) from None

    async def close(self) -> None:
        """Close kept-alive connections. The fetcher may be used again afterwards."""
        live, self._live = self._live, None
        if live is not None:
            await live.session.close()

    def _live_here(self) -> _Live:
        loop = asyncio.get_running_loop()
        if self._live is None or self._live.loop is not loop:
            self._live = _Live(loop, self._session(), asyncio.Semaphore(MAX_REQUESTS))
        return self._live

    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=MAX_REQUESTS,
            resolver=VettingResolver(self._guard),
            ttl_dns_cache=30,
            keepalive_timeout=KEEP_ALIVE,
            socket_factory=self._guard.open_socket,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=None),
            headers={"user-agent": self._user_agent, "accept-encoding": ACCEPT_ENCODING},
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            max_headers=MAX_HEADERS,
            trace_configs=[_when_sent()],
        )

    async def _follow(self, request: Request, url: URL, session: aiohttp.ClientSession, trip: _Trip) -> Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        allowed = 0 if request.method == "POST" else request.max_redirects
        hops: list[Hop] = []
        while True:
            trip.host = url.host or ""
            async with session.request(
                request.method,
                url,
                headers=headers,
                data=request.body,
                allow_redirects=False,
                trace_request_ctx=trip,
            ) as answer:
                target = _target(answer)
                if target is None or not allowed:
                    return await _whole(answer, url, tuple(hops), request.max_bytes)
            if len(hops) == allowed:
                raise Permanent(f"more than {allowed} redirects")
            hops.append(Hop(str(url), answer.status))
            onward = self._guard.vet_redirect(url, target)
            if onward.origin() != url.origin():
                headers = {name: value for name, value in headers.items() if name not in SECRET_HEADERS}
            url = onward


def fetch_once(fetcher: GuardedFetcher, request: Request) -> Response:
    """One request from code that has no event loop; closes the fetcher's connections. Raises as `fetch` does."""

    async def once() -> Response:
        try:
            return await fetcher.fetch(request)
        finally:
            await fetcher.close()

    return asyncio.run(once())


@dataclass(frozen=True)
class _Live:
    """What belongs to one event loop."""

    loop: asyncio.AbstractEventLoop
    session: aiohttp.ClientSession
    places: asyncio.Semaphore


@dataclass
class _Trip:
    """How far one request has come."""

    host: str = ""
    #: The other side may have seen the request.
    sent: bool = False


def _when_sent() -> aiohttp.TraceConfig:
    """Marks the trip once a request's headers go out."""

    async def mark(_: aiohttp.ClientSession, context: SimpleNamespace, __: Any) -> None:
        context.trace_request_ctx.sent = True

    trace = aiohttp.TraceConfig()
    trace.on_request_headers_sent.append(mark)
    return trace


def _typed(error: Exception, trip: _Trip) -> Transient | Permanent:
    """Our error for the library's. Its text names the host only: an address may hold a secret."""
    host = trip.host
    cause = getattr(error, "os_error", error)
    match error:
        case _ if isinstance(cause, Refused):
            return Permanent(str(cause))
        case aiohttp.ClientConnectorDNSError():
            return Transient(f"{host}: name lookup failed")
        case aiohttp.ClientConnectorCertificateError():
            return Transient(f"{host}: its certificate cannot be trusted")
        case aiohttp.ClientSSLError():
            return Transient(f"{host}: TLS failed")
        case aiohttp.ClientConnectorError():
            return Transient(f"{host}: no connection ({_strerror(error.os_error)})")
        case aiohttp.ClientPayloadError():
            return Transient(f"{host}: the answer broke off", unsure=True)
        case aiohttp.ServerDisconnectedError():
            return Transient(f"{host}: closed the connection before it answered", unsure=trip.sent)
        case aiohttp.ClientResponseError():
            return Transient(f"{host}: answered something that is not HTTP, or headers over the limit", unsure=True)
        case aiohttp.InvalidURL():
            return Permanent("not a usable address")
        case aiohttp.ClientError() | OSError():
            return Transient(f"{host}: connection lost ({_strerror(cause)})", unsure=trip.sent)
        case _:  # ValueError: a header or address that cannot be written as HTTP
            return Permanent(f"{host}: the request cannot be written as HTTP ({type(error).__name__})")


def _strerror(error: object) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()


# ── reading an answer ────────────────────────────────────────────────────────────────────────────────────────


def _target(answer: aiohttp.ClientResponse) -> str | None:
    """Where a redirect leads; None if it is none."""
    if answer.status not in REDIRECTS:
        return None
    location = answer.headers.get("location", "").strip()
    # aiohttp reads bytes that are no UTF-8 as surrogates; on the wire they are percent-encoded.
    return re.sub("[\udc80-\udcff]+", lambda raw: quote(raw[0].encode("utf-8", "surrogateescape")), location) or None


async def _whole(answer: aiohttp.ClientResponse, url: URL, hops: tuple[Hop, ...], max_bytes: int) -> Response:
    """The answer with its body decoded. Raises Permanent over the cap or for encodings never asked for."""
    headers = _joined(answer.headers)
    if answer.status >= 400:
        body = await _error_body(answer, headers, min(max_bytes, MAX_ERROR_BODY))
    else:
        body = await _body(answer, headers, max_bytes)
    return Response(url=str(url), status=answer.status, headers=headers, body=body, hops=hops)


def _joined(headers: Mapping[str, str]) -> dict[str, str]:
    """Lower-case names; a field sent several times is joined with commas, as HTTP means it (cookies are left out)."""
    joined: dict[str, str] = {}
    for name, value in headers.items():
        name = name.lower()
        if name != "set-cookie":
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


async def _error_body(answer: aiohttp.ClientResponse, headers: Mapping[str, str], cap: int) -> bytes:
    """As much of it as can be had: the status is the news, and a broken body must not hide it."""
    body = bytearray()
    with contextlib.suppress(Permanent, Transient, aiohttp.ClientError, ConnectionError):
        async for piece in _pieces(answer, headers, cap):
            body += piece
            if len(body) >= cap:
                break
    return bytes(body[:cap])


async def _body(answer: aiohttp.ClientResponse, headers: Mapping[str, str], cap: int) -> bytes:
    too_big = Permanent(f"body over {_size(cap)}")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > cap:
        raise too_big
    body = bytearray()
    async for piece in _pieces(answer, headers, cap):
        body += piece
        if len(body) > cap:
            raise too_big
    return bytes(body)


async def _pieces(answer: aiohttp.ClientResponse, headers: Mapping[str, str], cap: int) -> AsyncIterator[bytes]:
    """The body, decoded, in bounded pieces. Raises Permanent where more was sent than may be decoded."""
    decoder = _decoder(headers.get("content-encoding", ""))
    wire = 0
    async for chunk in answer.content.iter_chunked(READ_SIZE):
        wire += len(chunk)
        if wire > cap + READ_SIZE:  # an encoding that never decodes to anything
            raise Permanent(f"body over {_size(cap)}")
        for piece in decoder.decoded(chunk):
            yield piece
            await asyncio.sleep(0)  # lets the deadline strike between two pieces of a bomb
    if not decoder.complete:
        raise Transient("compressed body broke off", unsure=True)


def _size(count: int) -> str:
    return f"{count / MIB:g} MiB" if count >= MIB else f"{count} bytes"


class _Decoder(Protocol):
    @property
    def complete(self) -> bool: ...

    def decoded(self, chunk: bytes) -> Iterator[bytes]:
        """What the chunk decodes to, at most DECODE_SIZE at a time. Raises Transient for bytes that do not decode."""
        ...


def _decoder(encoding: str) -> _Decoder:
    """For one content encoding out of those we offer. Raises Permanent for others and for several at once."""
    match encoding.strip().lower():
        case "" | "identity" | "none" | "utf-8":  # the last two are seen in the wild, on plain bodies
            return _Plain()
        case "gzip" | "x-gzip":
            return _Zlib(16 + zlib.MAX_WBITS)
        case "deflate":
            return _Zlib(None)
        case "br":
            return _Brotli()
        case other:
            raise Permanent(f"body encoded as {other[:40]!r}, which was not asked for")


class _Plain:
    complete = True

    def decoded(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Zlib:
    """gzip (several members in a row are one body) and deflate (with or without zlib's header: servers do both)."""

    def __init__(self, wbits: int | None) -> None:
        self._wbits = wbits
        self._stream: zlib._Decompress | None = None
        self._head = b""

    @property
    def complete(self) -> bool:
        return self._stream.eof if self._stream else not self._head

    def decoded(self, chunk: bytes) -> Iterator[bytes]:
        chunk = self._head + chunk
        if self._wbits is None and len(chunk) < 2:
            self._head = chunk
            return
        self._head = b""
        while chunk:
            stream = self._stream_for(chunk)
            if stream is None:
                return  # padding after the last member
            try:
                piece = stream.decompress(chunk, DECODE_SIZE)
            except zlib.error:
                raise Transient("body is not compressed the way its header says", unsure=True) from None
            chunk = stream.unused_data if stream.eof else stream.unconsumed_tail
            if piece:
                yield piece
            elif not chunk:
                return

    def _stream_for(self, chunk: bytes) -> zlib._Decompress | None:
        if self._stream is None:
            if self._wbits is None:
                self._wbits = zlib.MAX_WBITS if _has_zlib_header(chunk) else -zlib.MAX_WBITS
            self._stream = zlib.decompressobj(self._wbits)
        elif self._stream.eof:
            if self._wbits <= zlib.MAX_WBITS or not chunk.startswith(b"\x1f"):  # type: ignore[operator]
                return None
            self._stream = zlib.decompressobj(self._wbits)  # type: ignore[arg-type]
        return self._stream


def _has_zlib_header(chunk: bytes) -> bool:
    return chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()
        self._begun = False

    @property
    def complete(self) -> bool:
        return not self._begun or bool(self._stream.is_finished())

    def decoded(self, chunk: bytes) -> Iterator[bytes]:
        self._begun = True
        if self._stream.is_finished():
            return
        try:
            piece = self._stream.process(chunk, output_buffer_limit=DECODE_SIZE)
            while piece or not self._stream.can_accept_more_data():
                yield piece
                piece = self._stream.process(b"", output_buffer_limit=DECODE_SIZE)
        except brotli.error:
            raise Transient("body is not compressed the way its header says", unsure=True) from None


# ── the guard ────────────────────────────────────────────────────────────────────────────────────────────────


class Refused(OSError):
    """The guard's no, in a form that passes through a connector."""


#: What `is_global` does not tell apart (measured on Python 3.11: it calls multicast, 6to4 and NAT64 global).
NEVER: tuple[Network, ...] = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "168.63.129.16/32",  # Azure's platform address: public by number, internal by use
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo, ORCHID, benchmarking
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
        "ff00::/8",
    )
)

#: Ports on which something other than a web server listens: a request line there could be taken for a command.
#: Below 1024 only 80 and 443 are open, above it everything but these.
# fmt: off
NOT_WEB = frozenset((
    1080, 1433, 1521, 1719, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 3659, 4045, 4190, 5060, 5061,
    5432, 5672, 5900, 5984, 6000, 6379, 6380, 6443, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9042, 9092, 9200,
    9300, 10080, 10250, 11211, 27017,
))
# fmt: on
#: Scheme and authority as written; the authority ends at the first slash, question mark or hash.
_WRITTEN = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\\]")
#: A last label of digits (decimal, octal or hex) makes a host an IPv4 address to some parsers, a name to others.
_NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Guard:
    """Which addresses may be asked at all."""

    allow: tuple[Network, ...] = ()

    def vet(self, text: str) -> URL:
        """The address to ask, without its fragment. Raises Permanent, naming the reason, for one we do not ask."""
        text = text.strip()
        written = _WRITTEN.match(text)
        if not written or written["scheme"].lower() not in ("http", "https"):
            raise Permanent("refused: not an http(s) address")
        if len(text) > MAX_URL:
            raise Permanent(f"refused: address over {MAX_URL} characters")
        if _CONTROL.search(text):
            raise Permanent("refused: backslash or control character in the address")
        if "@" in written["authority"]:
            raise Permanent("refused: user name or password in the address")
        try:
            url = URL(text).with_fragment(None)
            host, port = url.raw_host, url.port
        except ValueError:
            raise Permanent("refused: not a usable address") from None
        if not host or url.user is not None or "%" in host:
            raise Permanent("refused: not a usable address")
        if port is None or (port < 1024 and port not in (80, 443)) or port in NOT_WEB or port > 65535:
            raise Permanent(f"refused: port {port} is not for the web")
        self._vet_literal(host)
        return url

    def vet_redirect(self, source: URL, target: str) -> URL:
        """Where a redirect leads. Raises Permanent as `vet` does, and for one that drops TLS on the way elsewhere."""
        if _CONTROL.search(target):
            raise Permanent("refused: redirect to a backslash or control character")
        try:
            joined = str(source.join(URL(target)))
        except ValueError:
            raise Permanent("refused: redirect to something that is not an address") from None
        authority = re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//([^/?#]*)", target)
        if authority and not authority[1]:
            raise Permanent("refused: redirect to something that is not an address")
        if authority and "@" in authority[1]:
            raise Permanent("refused: redirect to a user name or password")
        try:
            url = self.vet(joined)
        except Permanent as error:
            raise Permanent(f"redirect {error.reason}") from None
        if source.scheme == "https" and url.scheme == "http" and source.host != url.host:
            raise Permanent("refused: redirect from https to http on another host")
        return url

    def why_not(self, address: Address) -> str | None:
        """Why an IP address may not be connected to; None if it may."""
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            return self.why_not(address.ipv4_mapped)
        if any(address in network for network in self.allow if network.version == address.version):
            return None
        if not address.is_global or address.is_multicast or address.is_reserved:
            return f"{address} is not a public address"
        if any(address in network for network in NEVER if network.version == address.version):
            return f"{address} is not a public address"
        return None

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """The socket for one address about to be connected to: the last gate, which nothing goes around."""
        family, kind, protocol, _, sockaddr = info
        self.check(str(sockaddr[0]))
        return socket.socket(family=family, type=kind, proto=protocol)

    def check(self, host: str) -> None:
        """Raises Refused unless this numeric address may be connected to."""
        why = self.why_not(ipaddress.ip_address(host.partition("%")[0]))
        if why:
            raise Refused(f"refused: {why}")

    def _vet_literal(self, host: str) -> None:
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            if _NUMERIC_HOST.fullmatch(host):
                raise Permanent("refused: IP address in an odd form") from None
            return
        why = self.why_not(address)
        if why:
            raise Permanent(f"refused: {why}")


# ── name lookup ──────────────────────────────────────────────────────────────────────────────────────────────


#: Lookups at once. asyncio's own pool has cores + 4 threads, and a few names that take 4 s to fail make every
#: other name wait (measured: 95th percentile 13 s against 0.2 s).
MAX_LOOKUPS = 64
#: How long a name that was not found is not asked for again.
FORGET_FAILURE = 60.0
MAX_FAILURES = 2000

LookUp: TypeAlias = Callable[[str, int, int], list[tuple[Any, ...]]]


class VettingResolver(AbstractResolver):
    """Names → addresses the guard lets through; the connection is made to these and no others."""

    def __init__(self, guard: Guard, look_up: LookUp | None = None) -> None:
        self._guard = guard
        self._look_up = look_up or _getaddrinfo
        self._places = asyncio.Semaphore(MAX_LOOKUPS)
        #: Name → loop time until which it counts as not found.
        self._failed: OrderedDict[str, float] = OrderedDict()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Vetted addresses. Raises OSError if the name is not found, Refused if it has none that may be asked."""
        loop = asyncio.get_running_loop()
        if self._failed.get(host, 0.0) > loop.time():
            raise OSError(None, f"{host} was not found a moment ago")
        try:
            infos = await self._in_thread(host, port, int(family))
        except OSError:
            self._remember_failure(host, loop.time() + FORGET_FAILURE)
            raise
        self._failed.pop(host, None)
        vetted = [info for info in infos if self._guard.why_not(_address(info)) is None]
        if infos and not vetted:
            raise Refused(f"refused: {host} leads to {_address(infos[0])}, which is not a public address")
        return [_pinned(host, port, info) for info in vetted]

    async def close(self) -> None:
        """Forget what was learnt."""
        self._failed.clear()

    def _remember_failure(self, host: str, until: float) -> None:
        self._failed[host] = until
        self._failed.move_to_end(host)
        if len(self._failed) > MAX_FAILURES:
            self._failed.popitem(last=False)

    async def _in_thread(self, host: str, port: int, family: int) -> list[tuple[Any, ...]]:
        """The lookup in a daemon thread of its own: one that hangs delays neither others nor the end of the process."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[list[tuple[Any, ...]]] = loop.create_future()
        await self._places.acquire()

        def settle(found: list[tuple[Any, ...]] | None, error: OSError | None) -> None:
            self._places.release()
            if future.done():
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(found or [])

        def run() -> None:
            found, failure = None, None
            try:
                found = self._look_up(host, port, family)
            except OSError as error:
                failure = error
            except ValueError as error:  # a label over 63 bytes, say
                failure = OSError(None, f"not a host name: {type(error).__name__}")
            with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
                loop.call_soon_threadsafe(settle, found, failure)

        threading.Thread(target=run, name="name-lookup", daemon=True).start()
        return await future


def _getaddrinfo(host: str, port: int, family: int) -> list[tuple[Any, ...]]:
    return list(socket.getaddrinfo(host, port, family, socket.SOCK_STREAM))


def _address(info: tuple[Any, ...]) -> Address:
    return ipaddress.ip_address(str(info[4][0]).partition("%")[0])


def _pinned(host: str, port: int, info: tuple[Any, ...]) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(info[4][0]),
        port=port,
        family=info[0],
        proto=info[2],
        flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
    )
