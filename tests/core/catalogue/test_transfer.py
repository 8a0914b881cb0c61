"""One request: safe lines only, nothing told of the person, left at once."""

import datetime
import ipaddress
import ssl
import threading
import time

import pytest

from core.catalogue.transfer import (
    Cut,
    Line,
    SourceTrouble,
    Transfer,
    _may_follow,
    is_loopback,
)
from tests.scripted_hub import ScriptedHub, Sends

QUICK = Line(patience=0.5)


def read(address, start=0, line=QUICK):
    transfer = Transfer(address, line, start)
    try:
        for _ in transfer.head():
            pass
        return b"".join(piece or b"" for piece in transfer.pieces())
    finally:
        transfer.close()


def gather(transfer, got):
    for piece in transfer.pieces():
        got.append(piece or b"")


def test_it_brings_the_bytes_from_where_it_is_asked():
    with ScriptedHub({"a.gguf": bytes(range(200))}) as hub:
        address = f"{hub.address}/x/resolve/main/a.gguf"
        assert read(address) == bytes(range(200))
        assert read(address, 150) == bytes(range(150, 200))


def test_a_cut_is_told_after_what_came():
    with ScriptedHub({"a.gguf": bytes(1000)}) as hub:
        hub.script("a.gguf", Sends(cut_after=400))
        transfer = Transfer(f"{hub.address}/x/resolve/main/a.gguf", QUICK)
        for _ in transfer.head():
            pass
        got: list[bytes] = []
        with pytest.raises(Cut):
            gather(transfer, got)
        assert sum(map(len, got)) == 400


def test_closing_leaves_a_silent_server_at_once():
    with ScriptedHub({"a.gguf": bytes(1000)}) as hub:
        hub.script("a.gguf", Sends(stall_after=10))
        before = {each.ident for each in threading.enumerate()}
        transfer = Transfer(f"{hub.address}/x/resolve/main/a.gguf", Line(patience=60))
        for _ in transfer.head():
            pass
        ours = [
            each
            for each in threading.enumerate()
            if each.name == "transfer" and each.ident not in before
        ]
        transfer.close()
        for each in ours:
            each.join(10)
        assert not any(each.is_alive() for each in ours)


@pytest.mark.parametrize(
    ("address", "onward", "may"),
    [
        ("https://hub.example/a", "https://cdn.example/b", True),
        ("https://hub.example/a", "http://cdn.example/b", False),
        ("https://hub.example/a", "http://127.0.0.1/b", False),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:2/b", True),
        ("http://127.0.0.1:1/a", "http://192.168.0.1/b", False),
        ("http://127.0.0.1:1/a", "file:///b", False),
        ("https://hub.example/a", "javascript:b", False),
    ],
)
def test_where_it_lets_itself_be_led(address, onward, may):
    assert _may_follow(address, onward) is may


def test_this_computer_is_told_from_others_without_a_question():
    assert is_loopback("http://127.0.0.1:80/a")
    assert is_loopback("http://[::1]/a")
    assert is_loopback("http://localhost/a")
    assert not is_loopback("http://localhost.example/a")
    assert not is_loopback("http://[/a")
    assert not is_loopback("http://[::1%example.org]/a")


def test_a_server_that_cannot_prove_who_it_is_is_left(tmp_path):
    certificate = self_signed(tmp_path)
    with ScriptedHub({"a.gguf": b"GGUF"}) as hub:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        hub._server.socket = context.wrap_socket(hub._server.socket, server_side=True)
        address = hub.address.replace("http:", "https:") + "/x/resolve/main/a.gguf"
        with pytest.raises(SourceTrouble) as raised:
            read(address, line=Line(patience=5))
    assert raised.value.reason == "it cannot be reached"
    assert not hub.sent


def self_signed(folder):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "own.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.TraditionalOpenSSL,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file
