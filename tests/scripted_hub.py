"""A server of model files over real HTTP on loopback that does what a test scripted.

It stands in at the network boundary, for Hugging Face, its mirror and ModelScope; everything on our
side of the socket is real. It answers both sites' questions about a repository's files with true
digests unless told otherwise, and counts every byte of a file that it sends.

    with ScriptedHub({"model.gguf": data}) as hub:
        hub.script("model.gguf", Sends(cut_after=1000), Sends())

The sends of a file are taken one by one, the last again and again.
"""

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

PIECE = 16 * 1024


@dataclass(frozen=True)
class Sends:
    """How a file is sent."""

    cut_after: int = -1
    """Bytes of this reply after which the line breaks."""
    stall_after: int = -1
    """Bytes of this reply after which nothing comes until the other side leaves."""
    trickle: bool = False
    """After the stall a byte comes now and then."""
    ignore_range: bool = False
    status: int = 0
    """An error in place of the file."""
    retry_after: str = ""
    claims: int = 0
    """Bytes that it says the file has more than it has."""
    content: bytes | None = None
    """Sent in place of what is listed."""
    etag: str = ""
    chunked: bool = False
    """Without saying how long it is."""
    redirect: str = ""
    """Sent elsewhere: "cdn" is this server under another path, else an address."""
    linked: str = ""
    """What the redirect says the file's digest is."""
    hold: threading.Event | None = None
    """Waits for it before the first byte."""


@dataclass
class _Hub:
    files: dict[str, bytes]
    scripts: dict[str, list[Sends]] = field(default_factory=dict)
    lists: list[Any] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)
    requests: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    with_digests: bool = True


class ScriptedHub:
    """The server, while it is open."""

    def __init__(self, files: dict[str, bytes], with_digests: bool = True) -> None:
        self._hub = _Hub(dict(files), with_digests=with_digests)
        handler = type("Handler", (_Handler,), {"hub": self._hub})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> "ScriptedHub":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._hub.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def files(self) -> dict[str, bytes]:
        """What it holds; may be changed."""
        return self._hub.files

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Path and range of each request for a file's bytes that came."""
        return list(self._hub.requests)

    @property
    def sent(self) -> dict[str, int]:
        """Bytes sent of each file, over all requests."""
        return dict(self._hub.sent)

    @property
    def begun(self) -> threading.Event:
        """Set as soon as the first bytes of any file have left."""
        return self._hub.begun

    def script(self, path: str, *sends: Sends) -> None:
        """How the file is sent, one request after another."""
        self._hub.scripts[path] = list(sends)

    def script_lists(self, *lists: Any) -> None:
        """What is said in place of the list of files: bytes, a status, or None for the true one."""
        self._hub.lists = list(lists)


class _Handler(BaseHTTPRequestHandler):
    hub: _Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        """A list of files, or a file."""
        self.close_connection = True
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/api/"):
            self._list(path)
            return
        for mark in ("/resolve/main/", "/resolve/master/", "/cdn/"):
            if mark in path:
                self._file(path.partition(mark)[2], is_cdn=mark == "/cdn/")
                return
        self._plain(404, b"")

    def _list(self, path: str) -> None:
        said = self.hub.lists.pop(0) if self.hub.lists else None
        if isinstance(said, int):
            self._plain(said, b"")
        elif isinstance(said, bytes):
            self._plain(200, said)
        elif path.startswith("/api/v1/"):
            self._plain(200, json.dumps(self._modelscope()).encode())
        else:
            self._plain(200, json.dumps(self._hugging_face()).encode())

    def _hugging_face(self) -> list[dict[str, Any]]:
        table: list[dict[str, Any]] = [{"type": "directory", "oid": "0" * 40, "path": "folder"}]
        for path, data in self.hub.files.items():
            git = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
            row: dict[str, Any] = {"type": "file", "oid": git, "size": len(data), "path": path}
            if path.endswith((".gguf", ".safetensors", ".bin")):
                row["oid"] = "1" * 40
                if self.hub.with_digests:
                    oid = hashlib.sha256(data).hexdigest()
                    row["lfs"] = {"oid": oid, "size": len(data), "pointerSize": 134}
                else:
                    row["oid"] = ""
            table.append(row)
        return table

    def _modelscope(self) -> dict[str, Any]:
        rows = [{"Path": "folder", "Type": "tree", "Size": 0}]
        for path, data in self.hub.files.items():
            digest = hashlib.sha256(data).hexdigest() if self.hub.with_digests else ""
            rows.append({"Path": path, "Type": "blob", "Size": len(data), "Sha256": digest})
        return {"Code": 200, "Success": True, "Data": {"Files": rows}}

    def _plain(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _file(self, path: str, is_cdn: bool) -> None:
        hub = self.hub
        with hub.lock:
            script = hub.scripts.get(path, [Sends()])
            sends = script[0]
            if sends.redirect and not is_cdn:
                pass
            elif len(script) > 1:
                script.pop(0)
            hub.requests.append((path, self.headers.get("Range", "")))
        if sends.redirect and not is_cdn:
            to = f"/cdn/{path}" if sends.redirect == "cdn" else sends.redirect
            linked = {"X-Linked-Etag": f'"{sends.linked}"'} if sends.linked else {}
            self._plain(302, b"", {"Location": to, **linked})
            return
        if sends.status:
            after = {"Retry-After": sends.retry_after} if sends.retry_after else {}
            self._plain(sends.status, b"", after)
            return
        data = sends.content if sends.content is not None else hub.files.get(path, b"")
        match = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(match[1]) if match and not sends.ignore_range else 0
        if start and start >= len(data):
            self._plain(416, b"", {"Content-Range": f"bytes */{len(data)}"})
            return
        self._send(path, data, start, bool(start), sends)

    def _send(self, path: str, data: bytes, start: int, partial: bool, sends: Sends) -> None:
        hub, total = self.hub, len(data) + sends.claims
        self.send_response(206 if partial else 200)
        if partial:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.send_header("ETag", f'"{sends.etag or hashlib.md5(data).hexdigest()}"')
        if sends.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(total - start))
        self.end_headers()
        if sends.hold is not None:
            while not sends.hold.wait(0.05):
                if hub.closing.is_set():
                    return
        sent = 0
        for at in range(start, len(data), PIECE):
            piece = data[at : at + PIECE]
            for limit in (sends.cut_after, sends.stall_after):
                if limit >= 0:
                    piece = piece[: max(0, limit - sent)]
            if piece and not self._out(piece, sends.chunked):
                return
            sent += len(piece)
            with hub.lock:
                hub.sent[path] = hub.sent.get(path, 0) + len(piece)
            hub.begun.set()
            if sends.cut_after == sent:
                self.connection.close()
                return
            if sends.stall_after == sent:
                self._stall(sends, data)
                return
        if sends.chunked:
            self._out(b"", True)

    def _stall(self, sends: Sends, data: bytes) -> None:
        """Nothing, or a byte now and then, until the other side or the test ends."""
        self.connection.settimeout(0.05)
        while not self.hub.closing.is_set():
            try:
                if self.connection.recv(1) == b"":
                    return
            except TimeoutError:
                if sends.trickle and not self._out(b"\0", sends.chunked):
                    return
            except OSError:
                return

    def _out(self, piece: bytes, chunked: bool) -> bool:
        try:
            if chunked:
                piece = f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
            self.wfile.write(piece)
            self.wfile.flush()
        except OSError:
            return False
        return True
