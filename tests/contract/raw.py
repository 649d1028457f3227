"""Requests that an HTTP client would tidy up before sending."""

import http.client
import json
import socket
from collections.abc import Mapping
from contextlib import suppress

import httpx
from servers import Server

JSON = "application/json"


def json_request(client: httpx.Client, method: str, path: str, body: object) -> httpx.Request:
    """A request with `body` as pure ASCII JSON, so that lone surrogates travel as escapes."""
    content = json.dumps(body).encode("ascii")
    return client.build_request(method, path, content=content, headers={"Content-Type": JSON})


def header_lines(headers: Mapping[str, str]) -> tuple[bytes, ...]:
    """Headers as `send_raw` takes them."""
    return tuple(f"{name}: {value}".encode() for name, value in headers.items())


def send_raw(
    server: Server,
    target: bytes,
    *,
    method: bytes = b"GET",
    headers: tuple[bytes, ...] = (),
    host: bytes = b"localhost",
    body: bytes = b"",
    connection: bytes = b"close",
) -> httpx.Response | None:
    """Sends these very bytes; None when the server hangs up instead of answering.

    Ten seconds of silence raise TimeoutError.
    """
    lines = (
        method + b" " + target + b" HTTP/1.1",
        b"Host: " + host,
        b"Connection: " + connection,
        *([b"Content-Length: %d" % len(body)] if body else []),
        *headers,
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as caller:
        with suppress(BrokenPipeError, ConnectionResetError):
            caller.sendall(b"\r\n".join(lines) + b"\r\n\r\n" + body)
        return read_response(caller, method)


def read_response(caller: socket.socket, method: bytes) -> httpx.Response | None:
    response = http.client.HTTPResponse(caller, method=method.decode("ascii"))
    try:
        response.begin()
        content = response.read()
    except (http.client.RemoteDisconnected, ConnectionResetError):
        return None
    finally:
        response.close()
    return httpx.Response(response.status, headers=response.getheaders(), content=content)
