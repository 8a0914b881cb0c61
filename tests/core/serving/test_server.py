"""Starting and ending: a port, a library that closes, the verbs of the engine."""

import socket
import threading

import httpx2
import pytest

from core import operations
from core.errors import BadRequest, PortTaken
from core.events import finished
from core.serving import server
from tests.core.engine_process import EngineProcess
from tests.core.serving.conftest import ScriptedModel


def test_it_is_off_until_it_is_started_and_ends_with_the_library(library):
    assert not finished(operations.serving_status(library)).running
    status = finished(operations.start_serving(library))
    assert status.running
    headers = {"Authorization": f"Bearer {status.token}"}
    health = status.address.replace("/v1", "/health")
    assert httpx2.get(health, headers=headers).json()["status"] == "ok"
    assert finished(operations.serving_status(library)).requests == 1
    assert finished(operations.start_serving(library)) == finished(
        operations.serving_status(library)
    )
    renewed = finished(operations.renew_serving_token(library))
    assert renewed.running
    assert renewed.token != status.token
    assert httpx2.get(health, headers=headers).status_code == 401
    library.close()
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(health, headers=headers)


def test_it_can_be_stopped_and_started_at_another_port(library):
    first = server.start(library)
    assert not server.stop(library).running
    second = server.start(library)
    assert second.running
    third = server.start(library, int(server._free()))
    assert third.address != second.address
    assert first.token == third.token
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(second.address)


def test_a_port_of_another_program_is_left_to_it_and_the_old_one_goes_on(library):
    running = server.start(library)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken) as caught:
            server.start(library, port)
    assert caught.value.subject["port"] == str(port)
    assert 0 < int(caught.value.subject["other"]) != port
    assert server.status(library).address == running.address


def test_a_program_at_the_other_address_of_localhost_would_be_shown_the_token(library):
    try:
        other = socket.socket(socket.AF_INET6)
        other.bind(("::1", 0))
    except OSError:
        pytest.skip("no IPv6 here")
    with other:
        other.listen()
        with pytest.raises(PortTaken):
            server.start(library, other.getsockname()[1])


@pytest.mark.parametrize("port", [-1, 65536])
def test_what_is_no_port_is_refused(library, port):
    with pytest.raises(BadRequest):
        server.start(library, port)


def test_both_addresses_of_this_computer_answer(served):
    found = socket.getaddrinfo("localhost", served.port, type=socket.SOCK_STREAM)
    for family, _, _, _, address in found:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(5)
            line.connect(address)


def test_what_is_written_is_sent_at_once():
    """asyncio sets TCP_NODELAY only where a socket names its protocol: else 40 ms a reply."""
    sockets = server.listening(0)
    assert {each.proto for each in sockets} == {socket.IPPROTO_TCP}
    for each in sockets:
        each.close()


def test_a_library_that_closes_cuts_short_what_is_being_answered(serve, script, library):
    script["m"] = model = ScriptedModel("a", "b")
    model.hold = threading.Event()
    served = serve()
    outcomes = []

    def ask():
        body = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
        try:
            with served.http() as client:
                outcomes.append(client.post("/v1/chat/completions", json=body).status_code)
        except httpx2.HTTPError as error:
            outcomes.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    assert model.begun.wait(10)
    library.close()
    assert model.stopped.wait(10)
    asking.join(10)
    assert outcomes == [503] or isinstance(outcomes[0], httpx2.HTTPError)


def test_in_the_engine_it_is_started_by_the_window_and_ends_with_it(tmp_path):
    with EngineProcess() as engine:
        engine.open(tmp_path / "library")
        _, status = engine.run("start_serving", port=0)
        headers = {"Authorization": f"Bearer {status.token}"}
        health = status.address.replace("/v1", "/health")
        assert httpx2.get(health, headers=headers).json()["documents"] == 0
        _, status = engine.run("serving_status")
        assert (status.running, status.requests) == (True, 1)
        # Another library takes the place of the first: its server goes too.
        engine.open(tmp_path / "other")
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(health, headers=headers)
        _, status = engine.run("serving_status")
        assert not status.running
