"""A listening socket, or one clear line why there is none."""

from __future__ import annotations

import socket

from monitor.errors import Unavailable


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises Unavailable when somebody else has the port or the address is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(64)
    except OSError as error:
        sock.close()
        reason = error.strerror or str(error)
        raise Unavailable(
            f"the web page cannot listen on {host}:{port}: {reason}; give another with web.port or FIGUREWATCH_WEB_PORT"
        ) from None
    return sock
