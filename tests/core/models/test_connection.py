"""The way to a server: consent first, through which proxy, with which headers."""

import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from core import settings
from core.embedding.endpoint import EndpointEmbedder
from core.errors import ModelUnreachable, NotAllowed
from core.events import finished
from core.models.checking import check
from core.models.endpoint import EndpointModel
from core.protocols import ChatMessage
from core.settings import Settings
from core.types import Endpoint
from tests.scripted_endpoint import Reply, ScriptedEndpoint

ASKED = [ChatMessage("user", "Where is the harbour?")]
AWAY = Endpoint("cloud", "http://models.example.org/v1", "big", "vectors", allowed=True)
EVENTS = (
    b'data: {"choices": [{"delta": {"content": "through the proxy"}, "finish_reason": "stop"}]}\n\n'
)
DIMENSION = b'{"data": [{"index": 0, "embedding": [1.0, 0.0]}]}'


@pytest.fixture
def proxy():
    """A proxy that answers itself and holds what it was asked for; nothing leaves the test."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format, *args):
            pass

        def do_POST(self):
            asked.append((self.command, self.path, dict(self.headers)))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            embeds = self.path.endswith("/embeddings")
            content = DIMENSION if embeds else EVENTS
            self.send_response(200)
            self.send_header("Content-Type", "application/json" if embeds else "text/event-stream")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_CONNECT(self):
            asked.append((self.command, self.path, dict(self.headers)))
            self.send_error(502)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.asked = asked
    server.address = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def offline(monkeypatch):
    """Looking up any name but this computer's own is a failure."""
    import socket

    real = socket.getaddrinfo

    def only_here(host, *rest, **more):
        assert host in ("127.0.0.1", "localhost"), f"{host} was looked up"
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)


# ---- proxies -------------------------------------------------------------------------------------


def test_the_endpoints_own_proxy_is_gone_through(proxy, offline):
    model = EndpointModel(replace(AWAY, proxy=proxy.address))
    assert finished(model.write(ASKED)) == "through the proxy"
    [(_, path, _)] = proxy.asked
    assert path == "http://models.example.org/v1/chat/completions"


def test_embeddings_go_the_same_way(proxy, offline):
    settings.save(Settings(endpoints=(replace(AWAY, proxy=proxy.address),)))
    assert EndpointEmbedder("cloud").embed(["one"]).shape == (1, 2)
    assert proxy.asked[0][1] == "http://models.example.org/v1/embeddings"


def test_without_one_the_systems_proxy_is_gone_through(proxy, offline, monkeypatch):
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", proxy.address)
    assert finished(EndpointModel(AWAY).write(ASKED)) == "through the proxy"
    # The endpoint's own comes first.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    own = replace(AWAY, proxy=proxy.address)
    assert finished(EndpointModel(own).write(ASKED)) == "through the proxy"


def test_with_tls_a_proxy_sees_the_name_of_the_server_and_no_more(proxy, offline):
    secure = replace(AWAY, address="https://models.example.org/v1", proxy=proxy.address)
    with pytest.raises(ModelUnreachable):
        finished(EndpointModel(secure, ()).write(ASKED))
    [(command, path, _)] = proxy.asked
    assert (command, path) == ("CONNECT", "models.example.org:443")


def test_a_server_on_this_computer_is_asked_through_no_proxy_of_any_kind(proxy, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.address)
    with ScriptedEndpoint("fine") as server:
        model = EndpointModel(server.endpoint(proxy=proxy.address))
        assert finished(model.write(ASKED)) == "fine"
    assert proxy.asked == []


@pytest.mark.parametrize("address", ["nonsense", "ftp://x", "socks5://127.0.0.1:9", "http://"])
def test_a_proxy_that_is_none_is_an_error_and_nothing_goes_past_it(address, offline):
    with pytest.raises(ModelUnreachable):
        finished(EndpointModel(replace(AWAY, proxy=address), ()).write(ASKED))


def test_a_proxy_of_the_system_that_is_not_spoken_is_an_error(monkeypatch, offline):
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    with pytest.raises(ModelUnreachable):
        finished(EndpointModel(AWAY, ()).write(ASKED))


# ---- headers -------------------------------------------------------------------------------------


def test_further_headers_are_sent_and_those_that_may_not_be_are_not():
    lines = (
        "X-Team: blue",
        "HTTP-Referer: https://lectern.example",
        "Host: evil.example",
        "Authorization: Bearer stolen",
        "api-key: stolen",
        "X-Split: a\r\nX-Injected: yes",
        "Content-Length: 3",
        "nonsense",
        "X-名: a",
    )
    with ScriptedEndpoint("fine") as server:
        endpoint = server.endpoint(headers=lines)
        assert finished(EndpointModel(endpoint).write(ASKED)) == "fine"
        finished(check(endpoint))
    for request in server.requests:
        sent = request.headers
        assert (sent["x-team"], sent["http-referer"]) == ("blue", "https://lectern.example")
        assert not {"authorization", "api-key", "x-split", "x-injected"} & set(sent)
        assert sent["host"].startswith("127.0.0.1:")


def test_only_what_is_needed_is_said_of_this_computer():
    with ScriptedEndpoint("fine") as server:
        finished(EndpointModel(server.endpoint()).write(ASKED))
    assert set(server.requests[0].headers) <= {
        "accept", "accept-encoding", "connection", "content-length", "content-type", "host",
        "user-agent",
    }  # fmt: skip


# ---- consent -------------------------------------------------------------------------------------


@pytest.fixture
def far(monkeypatch):
    """A server that counts as another computer's although it is here."""
    monkeypatch.setattr(Endpoint, "is_here", property(lambda self: False))
    with ScriptedEndpoint(["fine"]) as server:
        yield server


def changed(endpoint, **values):
    settings.save(Settings(endpoints=(replace(endpoint, **values),)))


def test_consent_that_is_taken_back_stops_what_is_under_way(far):
    endpoint = far.endpoint(allowed=True)
    changed(endpoint)
    model = EndpointModel(endpoint)
    assert finished(model.write(ASKED)) == "fine"
    changed(endpoint, allowed=False)
    with pytest.raises(NotAllowed):
        finished(model.write(ASKED))
    changed(endpoint)
    assert finished(model.write(ASKED)) == "fine"


@pytest.mark.parametrize("values", [{"address": "http://127.0.0.1:9/v1"}, {"name": "renamed"}])
def test_consent_is_for_one_address_and_one_endpoint(far, values):
    endpoint = far.endpoint(allowed=True)
    changed(endpoint)
    model = EndpointModel(endpoint)
    changed(endpoint, **values)
    with pytest.raises(NotAllowed):
        finished(model.write(ASKED))
    assert far.requests == []


def test_consent_is_looked_at_again_before_another_try(far):
    endpoint = far.endpoint(allowed=True)
    changed(endpoint)

    def script(body):
        changed(endpoint, allowed=False)
        return Reply("x", drop_after=0)

    far.script = script
    with pytest.raises(NotAllowed):
        finished(EndpointModel(endpoint, (0.01, 0.01)).write(ASKED))
    assert len(far.chats) == 1


def test_a_key_is_not_looked_up_for_a_server_that_nobody_agreed_to(far, monkeypatch):
    monkeypatch.setenv("FAR_KEY", "sk-far")
    monkeypatch.setattr("core.models.connection.key_of", lambda endpoint: 1 / 0)
    for road in (
        EndpointModel(far.endpoint(key_variable="FAR_KEY")).write(ASKED),
        check(far.endpoint(key_variable="FAR_KEY")),
    ):
        with pytest.raises(NotAllowed):
            finished(road)
    changed(far.endpoint())
    with pytest.raises(NotAllowed):
        EndpointEmbedder("scripted").embed(["one"])
    assert far.requests == []
