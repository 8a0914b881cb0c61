"""Who is refused: every address of the server, asked with everything that a stranger may send."""

import http.client
import json
import socket
import threading

import pytest

from core.serving import token
from core.serving.app import build
from core.serving.failures import Refusal
from core.serving.guard import Pace
from core.serving.limits import Limits
from tests.core.serving.conftest import ScriptedModel

CHAT = "/v1/chat/completions"


def asked(served, method, path, headers, body=None):
    """Status and body of a request with exactly these headers, some of them perhaps twice."""
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    reply = connection.getresponse()
    told = reply.read()
    connection.close()
    return reply, told


def addresses(library):
    """Every route with each method it knows, and addresses that are none."""
    guard, _ = build(library, 1)
    app = guard._app
    found = {
        (method, route.path.replace("{model:path}", "lectern"))
        for route in app.routes
        for method in route.methods
    }
    assert {path for _, path in found} >= {CHAT, "/v1/embeddings", "/mcp", "/openapi.json"}
    pages = ("/docs", "/redoc", "/", "/nothing", "/v1", "/mcp/", "/docs/oauth2-redirect")
    found |= {(method, path) for method in ("GET", "POST", "OPTIONS") for path in pages}
    return sorted(found | {("OPTIONS", CHAT), ("DELETE", "/mcp"), ("GET", "/mcp")})


def wrong(served):
    """What a stranger's request may look like: its headers, and the status it gets."""
    host = ("Host", f"127.0.0.1:{served.port}")
    right = ("Authorization", f"Bearer {served.token}")
    yield [host], 401
    for given in (
        "Bearer wrong",
        f"Bearer {served.token}x",
        f"Bearer {served.token[:-1]}",
        "Bearer ",
        f"Basic {served.token}",
        served.token,
        f"Bearer{served.token}",
        "Bearer \xe9\xff",
    ):
        yield [host, ("Authorization", given)], 401
    yield [host, right, right], 401
    yield [host, right, ("Authorization", "Bearer wrong")], 401
    for name in (
        "evil.example",
        f"evil.example:{served.port}",
        f"127.0.0.1.evil.example:{served.port}",
        f"localhost.:{served.port}",
        f"127.0.0.1:{served.port}.evil.example",
        "127.0.0.1",
        "localhost:1",
        f"127.0.0.2:{served.port}",
        f"0.0.0.0:{served.port}",
        f"user@127.0.0.1:{served.port}",
        f"[::1]:{served.port}x",
    ):
        yield [("Host", name), right], 403
    yield [("Host", ""), right], 400
    for origin in (
        "null",
        "https://evil.example",
        "http://127.0.0.1",
        f"https://127.0.0.1:{served.port}",
        f"http://127.0.0.1:{served.port}.evil.example",
        "file://",
        "",
    ):
        yield [host, right, ("Origin", origin)], 403
    yield [host, right, ("Sec-Fetch-Site", "cross-site")], 403
    yield [host, right, ("Sec-Fetch-Site", "same-site")], 403


def test_every_address_refuses_every_stranger(served, library):
    where = addresses(library)
    assert len(where) > 25
    count = 0
    for headers, status in wrong(served):
        for method, path in where:
            reply, told = asked(served, method, path, headers)
            assert reply.status == status, (method, path, headers, told)
            assert reply.getheader("Access-Control-Allow-Origin") is None
            if method != "HEAD":
                assert set(json.loads(told)) == {"error"}
            count += 1
    assert count > 700
    assert served.serving.status().requests == 0


def test_a_request_without_a_host_or_with_two_is_none(served):
    right = ("Authorization", f"Bearer {served.token}")
    host = ("Host", f"127.0.0.1:{served.port}")
    for headers in ([right], [host, host, right], [host, ("Host", "evil.example"), right]):
        assert asked(served, "GET", "/health", headers)[0].status == 400
    # HTTP/1.0 needs no host; this server does.
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(f"GET /health HTTP/1.0\r\n{right[0]}: {right[1]}\r\n\r\n".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 400")


def test_an_address_of_another_computer_in_the_first_line_is_refused(served):
    headers = [("Host", f"127.0.0.1:{served.port}"), ("Authorization", f"Bearer {served.token}")]
    for target in ("http://evil.example/health", "*"):
        assert asked(served, "GET", target, headers)[0].status in (400, 403)


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_this_computers_own_names_may_ask(served, name):
    headers = [
        ("Host", f"{name}:{served.port}"),
        ("authorization", f"bearer {served.token}"),
        ("Origin", f"http://{name}:{served.port}"),
    ]
    reply, told = asked(served, "GET", "/health", headers)
    assert reply.status == 200
    assert json.loads(told)["documents"] == 2
    assert reply.getheader("X-Content-Type-Options") == "nosniff"
    assert reply.getheader("Cache-Control") == "no-store"
    assert "AGPL" in reply.getheader("X-Source-Code")
    for absent in ("Set-Cookie", "Access-Control-Allow-Origin", "Server"):
        assert reply.getheader(absent) is None


def test_it_listens_on_this_computers_own_addresses_only(served):
    others = {
        info[4][0]
        for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        if not info[4][0].startswith("127.")
    }
    for address in [*others, "127.0.0.2"]:
        with pytest.raises(OSError):
            socket.create_connection((address, served.port), timeout=2)


def test_with_the_token_there_are_no_pages_either(served):
    with served.http() as client:
        for page in ("/docs", "/redoc", "/", "/docs/oauth2-redirect"):
            assert client.get(page).status_code == 404
        reply = client.get(CHAT)
        assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
        assert reply.json()["error"]["code"] == "method_not_allowed"
        described = client.get("/openapi.json").json()
    assert described["security"] == [{"token": []}]
    assert "422" not in json.dumps(described["paths"])


def test_a_renewed_token_counts_at_once(served):
    with served.http() as client:
        assert client.get("/health").status_code == 200
        new = token.renew()
        assert client.get("/health").status_code == 401
        client.headers["Authorization"] = f"Bearer {new}"
        assert client.get("/health").status_code == 200
        token.token_file().unlink()
        assert client.get("/health").status_code == 401


def test_a_body_that_is_too_large_is_refused_before_it_has_come(served):
    headers = [
        ("Host", f"127.0.0.1:{served.port}"),
        ("Authorization", f"Bearer {served.token}"),
        ("Content-Type", "application/json"),
    ]
    for path in (CHAT, "/mcp"):
        declared = [*headers, ("Content-Length", "9" * 15)]
        assert asked(served, "POST", path, declared)[0].status == 413
        # … and one that does not say how long it is, as soon as it is too long.
        with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
            head = "".join(f"{name}: {value}\r\n" for name, value in headers)
            line.sendall(
                f"POST {path} HTTP/1.1\r\n{head}Transfer-Encoding: chunked\r\n\r\n".encode()
            )
            for _ in range(5):
                line.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_body_that_trickles_is_given_up(served):
    headers = [
        ("Host", f"127.0.0.1:{served.port}"),
        ("Authorization", f"Bearer {served.token}"),
        ("Content-Length", "100"),
    ]
    reply, told = asked(served, "POST", CHAT, headers)
    assert reply.status == 408
    assert json.loads(told)["error"]["type"] == "timeout_error"


@pytest.mark.parametrize("begun", [b"", b"GET /health HTTP/1.1\r\nHost: "])
def test_a_head_that_never_ends_is_given_up(served, begun):
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(begun)
        assert line.recv(100) == b""


def test_a_head_that_trickles_after_an_answer_is_given_up(served):
    head = f"Host: 127.0.0.1:{served.port}\r\nAuthorization: Bearer {served.token}\r\n"
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        line.sendall(f"GET /health HTTP/1.1\r\n{head}\r\n".encode())
        answer = b""
        while b'"waiting"' not in answer:
            answer += line.recv(4096)
        line.sendall(b"GET /health HTTP/1.1\r\nX: ")
        assert line.recv(100) == b""


def test_a_head_that_is_too_long_is_refused(served):
    headers = [("Host", f"127.0.0.1:{served.port}"), ("X-Long", "x" * 1_000_000)]
    try:
        assert asked(served, "GET", "/health", headers)[0].status == 400
    except (ConnectionError, http.client.BadStatusLine):
        pass  # the connection was closed while the rest was on its way


def test_more_than_the_pace_allows_is_put_off(serve):
    served = serve(burst=3, a_second=0.001)
    with served.http() as client:
        statuses = [client.get("/health").status_code for _ in range(4)]
        last = client.get("/health")
    assert statuses == [200, 200, 200, 429]
    assert int(last.headers["retry-after"]) > 1
    assert last.json()["error"]["type"] == "rate_limit_error"


def test_the_pace_comes_back_with_time():
    now = [0.0]
    pace = Pace(Limits(burst=2, a_second=1.0), lambda: now[0])
    pace.take()
    pace.take()
    with pytest.raises(Refusal):
        pace.take()
    now[0] = 1.5
    pace.take()
    with pytest.raises(Refusal):
        pace.take()


def test_what_is_more_than_can_be_worked_on_and_waited_for_is_put_off(served, script):
    """One is worked on, one waits, the third is refused; then both are answered."""
    script["m"] = model = ScriptedModel("a", "b")
    model.hold = threading.Event()
    body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    statuses, first_refused = [], threading.Event()

    def ask():
        with served.http() as client:
            reply = client.post(CHAT, json=body)
            statuses.append(reply.status_code)
            if reply.status_code == 429:
                assert reply.headers["retry-after"] == "5"
                first_refused.set()

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    assert first_refused.wait(10)
    with served.http() as client:  # quick things do not wait behind questions
        assert client.get("/health").status_code == 200
    model.hold.set()
    for thread in threads:
        thread.join(10)
    assert sorted(statuses) == [200, 200, 429]


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_hangs_up_stops_the_model(served, script, stream):
    script["m"] = model = ScriptedModel("a", "b")
    model.hold = threading.Event()
    script["next"] = ScriptedModel("free")
    body = json.dumps(
        {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": stream}
    ).encode()
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    headers = served.headers | {"Content-Type": "application/json"}
    connection.request("POST", CHAT, body, headers)
    assert model.begun.wait(10)
    if stream:
        assert connection.getresponse().readline().startswith(b"data: ")
    assert not model.stopped.is_set()
    connection.close()
    assert model.stopped.wait(10)
    # … and its place is free again.
    with served.openai() as client:
        reply = client.chat.completions.create(
            model="next", messages=[{"role": "user", "content": "x"}]
        )
    assert reply.choices[0].message.content == "free"


def test_a_client_that_takes_nothing_does_not_keep_its_place(serve, script):
    script["m"] = model = ScriptedModel("word " * 2_000_000, "never")
    model.hold = threading.Event()
    served = serve(send_seconds=0.2)
    body = json.dumps(
        {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": True}
    )
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.settimeout(20)
        line.connect(("127.0.0.1", served.port))
        head = (
            f"POST {CHAT} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n"
            f"Authorization: Bearer {served.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        line.sendall((head + body).encode())
        assert model.stopped.wait(20)
