"""A server that speaks OpenAI's protocol over real HTTP on loopback and says what a test scripted.

It stands in at the network boundary, for a model that would need a download and a strong computer;
everything on our side of the socket is real. Whatever goes wrong with real servers can be scripted:
silence, slowness, a broken line, errors, malformed streams, nonsense.

    with ScriptedEndpoint(["first reply", Refusal(500), "third"]) as server:
        model = EndpointModel(server.endpoint())

The script is a list, taken one by one (the last entry again and again), or a function of the
request's body. An entry is a text, a value to be sent as JSON, a Reply or a Refusal.
"""

import json
import re
import select
import sys
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.types import Endpoint

DIMENSIONS = 32


@dataclass(frozen=True)
class Reply:
    """A reply and how it comes."""

    text: str = ""
    thought: str = ""
    """Sent as `reasoning_content` before the text."""
    pause: float = 0.0
    """Seconds before each piece."""
    drop_after: int = -1
    """Pieces after which the line breaks."""
    hang_after: int = -1
    """Pieces after which nothing comes any more, though the line stays open."""
    raw: bytes | Iterable[bytes] | None = None
    """Sent as it is, or part by part, in place of a stream."""
    kind: str = "text/event-stream"
    headers: Mapping[str, str] = field(default_factory=dict)
    thought_field: str = "reasoning_content"
    calls: Sequence[Mapping[str, Any]] = ()
    """Deltas of tool calls, sent after the text."""
    usage: Mapping[str, Any] | None = None
    """What the server counted; sent at the end, as servers do that are asked to."""
    done: bool = True
    """Whether the stream tells of its own end."""
    silent: bool = False
    """Nothing at all comes until the other side hangs up."""
    finish: str | None = "stop"


@dataclass(frozen=True)
class Refusal:
    """An HTTP error."""

    status: int
    reason: str = "scripted refusal"
    location: str = ""
    """Where a redirect leads."""
    code: str = ""
    """The kind of error, as servers name it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    page: bytes | None = None
    """A web page in place of JSON."""


Script = Sequence[Any] | Callable[[dict[str, Any]], Any] | str

NEVER = Reply(silent=True)
MALFORMED_STREAM = Reply(raw=b'data: {"choices": [{"delta": {"content": "Hal\n\ndata: }}}\n\n')
WRONG_SHAPE = Reply(raw=b'data: {"choices": [{"delta": {"content": {"a": 1}}}]}\n\n')
HTML_PAGE = Reply(raw=b"<html><body>Welcome to nginx!</body></html>")
EMPTY = Reply("")


@dataclass(frozen=True)
class Request:
    """A request that came."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]
    """Names in lower case."""


def hashed_words(texts: Sequence[str]) -> list[list[float]]:
    """A vector for each text, alike where words are alike."""
    vectors = []
    for text in texts:
        vector = [0.01] * DIMENSIONS
        for word in re.findall(r"\w", text) if not text.isascii() else text.lower().split():
            vector[zlib.crc32(word.strip(".,?").encode()) % DIMENSIONS] += 1.0
        vectors.append(vector)
    return vectors


@dataclass
class ScriptedEndpoint:
    """The server; a context manager. `requests` holds what came, in order."""

    script: Script = "ready"
    embed: Callable[[Sequence[str]], Any] = hashed_words
    models: Sequence[str] | Any = ("scripted",)
    """Names of its models, or what it sends in place of a list."""
    takes_schema: bool = True
    """Without it a request with `response_format` is answered with 400."""
    requests: list[Request] = field(default_factory=list)
    hung_up: threading.Event = field(default_factory=threading.Event)
    """Set when the other side closed the line before the end."""

    def __enter__(self) -> "ScriptedEndpoint":
        self.ended = threading.Event()
        self._guard = threading.Lock()
        self._said = 0
        handler = type("Handler", (_Handler,), {"endpoint": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def endpoint(self, name: str = "scripted", **fields: Any) -> Endpoint:
        """The endpoint as settings would hold it, with a short time-out."""
        wanted: dict[str, Any] = {
            "model": "scripted",
            "embedding_model": "scripted",
            "timeout": 5.0,
        }
        return Endpoint(name, self.address, **(wanted | fields))

    @property
    def chats(self) -> list[dict[str, Any]]:
        """The bodies of what was asked of the language model."""
        return [each.body for each in self.requests if each.path.endswith("/chat/completions")]

    def next_reply(self, body: dict[str, Any]) -> Reply | Refusal:
        """What the script says to a request."""
        with self._guard:
            if callable(self.script):
                entry = self.script(body)
            elif isinstance(self.script, str):
                entry = self.script
            else:
                entry = self.script[min(self._said, len(self.script) - 1)]
            self._said += 1
        if isinstance(entry, Reply | Refusal):
            return entry
        return Reply(entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False))


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a line that the other side has closed; it may."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    endpoint: ScriptedEndpoint
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on standard error."""

    def do_GET(self) -> None:
        """Answer with the list of models."""
        self._note({})
        if self.path.endswith("/models"):
            models = self.endpoint.models
            if isinstance(models, Refusal):
                self._refuse(models)
            elif isinstance(models, Reply):
                self._wait(None) if models.silent else self._page(models.raw or b"")
            elif isinstance(models, dict):
                self._json(models)
            else:
                data = [{"id": name, "object": "model"} for name in models]
                self._json({"object": "list", "data": data})
        else:
            self._refuse(Refusal(404, "no such path"))

    def do_POST(self) -> None:
        """Answer a chat or embed texts."""
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self._note(body)
        try:
            if self.path.endswith("/chat/completions"):
                self._chat(body)
            elif self.path.endswith("/embeddings"):
                self._embeddings(body)
            else:
                self._refuse(Refusal(404, "no such path"))
        except OSError:
            self.endpoint.hung_up.set()
            self.close_connection = True

    def _note(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.endpoint.requests.append(Request(self.path, body, headers))

    def _chat(self, body: dict[str, Any]) -> None:
        if "response_format" in body and not self.endpoint.takes_schema:
            return self._refuse(Refusal(400, "response_format is not supported"))
        reply = self.endpoint.next_reply(body)
        if isinstance(reply, Refusal):
            return self._refuse(reply)
        if reply.silent:
            return self._wait(None)
        if not body.get("stream"):
            message = {"role": "assistant", "content": reply.text}
            choice = {"index": 0, "message": message, "finish_reason": reply.finish}
            return self._json({"object": "chat.completion", "choices": [choice]})
        self._head(200, reply.kind, chunked=True, further=reply.headers)
        if reply.raw is not None:
            for part in [reply.raw] if isinstance(reply.raw, bytes) else reply.raw:
                self._chunk(part)
            return self._chunk(b"")
        pieces: list[dict[str, Any]] = [{reply.thought_field: p} for p in _parted(reply.thought)]
        pieces += [{"content": each} for each in _parted(reply.text)]
        pieces += [{"tool_calls": [each]} for each in reply.calls]
        self._event({"role": "assistant"})
        for at, piece in enumerate(pieces):
            if at == reply.drop_after:
                return self._drop()
            if at == reply.hang_after:
                return self._wait(None)
            if reply.pause and self._wait(reply.pause):
                return None
            self._event(piece)
        if reply.drop_after >= len(pieces):
            return self._drop()
        self._event({}, reply.finish)
        if reply.usage is not None:
            value = {"object": "chat.completion.chunk", "choices": [], "usage": reply.usage}
            self._chunk(b"data: " + json.dumps(value).encode() + b"\n\n")
        if reply.done:
            self._chunk(b"data: [DONE]\n\n")
        return self._chunk(b"")

    def _embeddings(self, body: dict[str, Any]) -> None:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        vectors = self.endpoint.embed(texts)
        if isinstance(vectors, Refusal):
            return self._refuse(vectors)
        if isinstance(vectors, Reply):
            return self._wait(None) if vectors.silent else self._page(vectors.raw or b"")
        data = [
            {"object": "embedding", "index": at, "embedding": vector}
            for at, vector in enumerate(vectors)
        ]
        return self._json({"object": "list", "data": data, "model": body["model"]})

    def _wait(self, seconds: float | None) -> bool:
        """Let time pass; whether it is over because the other side hung up or the test ended."""
        passed = 0.0
        while seconds is None or passed < seconds:
            if self.endpoint.ended.is_set():
                self.close_connection = True
                return True
            beat = 0.02 if seconds is None else min(0.02, seconds - passed)
            readable, _, _ = select.select([self.connection], [], [], beat)
            if readable and not self.connection.recv(1):
                self.endpoint.hung_up.set()
                self.close_connection = True
                return True
            passed += beat
        return False

    def _drop(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        self.connection.close()

    def _refuse(self, refusal: Refusal) -> None:
        if refusal.page is not None:
            self._head(refusal.status, "text/html", length=len(refusal.page))
            self.wfile.write(refusal.page)
            return
        error = {"message": refusal.reason, "type": "scripted", "code": refusal.code or None}
        content = json.dumps({"error": error}).encode()
        self._head(
            refusal.status,
            "application/json",
            length=len(content),
            location=refusal.location,
            further=refusal.headers,
        )
        self.wfile.write(content)

    def _json(self, value: Any) -> None:
        content = json.dumps(value).encode()
        self._head(200, "application/json", length=len(content))
        self.wfile.write(content)

    def _page(self, content: bytes) -> None:
        self._head(200, "text/html", length=len(content))
        self.wfile.write(content)

    def _head(
        self,
        status: int,
        kind: str,
        length: int = -1,
        chunked: bool = False,
        location: str = "",
        further: Mapping[str, str] | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in (further or {}).items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", location)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        else:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def _event(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        value = {"object": "chat.completion.chunk", "choices": [choice]}
        self._chunk(b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n")

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(content), content))
        self.wfile.flush()


def _parted(text: str) -> list[str]:
    """A text in pieces of a few characters, as tokens come."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]
