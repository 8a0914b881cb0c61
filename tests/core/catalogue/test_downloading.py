"""Downloads from servers that misbehave: the file is right or not there, nothing comes twice."""

import dataclasses
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from core import paths, settings
from core.catalogue import downloading, durable, unfinished
from core.catalogue.downloading import Habits, discard, download
from core.catalogue.installed import installed
from core.catalogue.provenance import beside
from core.errors import BadRequest, DiskFull, DownloadDamaged, DownloadFailed, NotFound
from core.events import Progress, Stage, finished
from tests.core.catalogue.conftest import ENTRY, FILE
from tests.core.catalogue.making import gguf_bytes, safetensors_bytes
from tests.scripted_hub import PIECE, Sends

QUICK = Habits(patience=0.4, pauses=(0.01, 0.01))


def fetch(entry=ENTRY):
    return finished(download(entry, QUICK))


def there():
    return paths.models_folder() / FILE


def came():
    return dict(unfinished.entries()).get(ENTRY, 0)


def stop_in_the_middle(hub, at):
    """Begin a download, let so many bytes come, close the road."""
    hold = threading.Event()
    hub.script(FILE, Sends(stall_after=at), Sends())
    road = download(ENTRY, Habits(patience=60))
    while came() < at:
        next(road)
    road.close()
    hold.set()


# ---- all goes well -------------------------------------------------------------------------------


def test_a_model_comes_whole_with_its_provenance(hubs, model):
    [hub] = hubs({FILE: model, "README.md": b"x", "Q8/other-Q8_0.gguf": b"GGUF"})
    told = []
    road = download(ENTRY, QUICK)
    try:
        while True:
            told.append(next(road))
    except StopIteration as end:
        made = end.value
    assert there().read_bytes() == model
    assert (made.name, made.entry, made.licence) == (f"local:{FILE}", ENTRY, "Apache-2.0")
    assert made.context_tokens == 4096
    assert made.quantisation == "Q4_K_M"
    assert not made.problem
    said = json.loads(beside(there()).read_text())
    assert said["digests"] == {FILE: "sha256:" + hashlib.sha256(model).hexdigest()}
    assert said["source"] == hub.address.removeprefix("http://")
    assert hub.sent == {FILE: len(model)}
    assert all(isinstance(each, Progress) for each in told)
    assert not unfinished.entries()
    assert not (unfinished.folder() / ENTRY).exists()


def test_a_model_that_is_there_is_not_fetched_again(hubs, model):
    [hub] = hubs({FILE: model})
    assert fetch().name == fetch().name
    assert hub.sent == {FILE: len(model)}


def test_progress_counts_bytes_and_names_the_source(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(stall_after=200_000), Sends())
    told = []
    road = download(ENTRY, QUICK)
    try:
        while True:
            told.append(next(road))
    except StopIteration:
        pass
    last = [each for each in told if each.stage is Stage.DOWNLOADING][-1]
    assert last.total == len(model)
    assert 0 <= last.done <= len(model)
    assert last.detail == hub.address.removeprefix("http://")
    assert [each.done for each in told] == sorted(each.done for each in told)


def test_the_parts_of_a_split_file_are_fetched_and_stand_together(hubs):
    names = [f"qwen2.5-7b-instruct-q4_k_m-{at:05}-of-00002.gguf" for at in (1, 2)]
    parts = {name: gguf_bytes(60_000, seed=at) for at, name in enumerate(names)}
    [hub] = hubs({**parts, "qwen2.5-7b-instruct-q8_0.gguf": b"GGUF" + bytes(100)})
    made = fetch("qwen2.5-7b")
    assert made.name == f"local:qwen2.5-7b/{names[0]}"
    assert made.bytes == sum(map(len, parts.values()))
    assert {each.name for each in (paths.models_folder() / "qwen2.5-7b").iterdir()} == set(names)
    assert hub.sent == {name: len(data) for name, data in parts.items()}


def test_a_folder_of_files_comes_with_what_belongs_to_it_and_nothing_else(hubs):
    weights = safetensors_bytes()
    files = {
        "model.safetensors": weights,
        "config.json": b'{"architectures": ["BertModel"], "max_position_embeddings": 512}',
        "modules.json": b"[]",
        "tokenizer.json": b"{}",
        "1_Pooling/config.json": b"{ }",
        "pytorch_model.bin": b"pickle",
        "onnx/model.onnx": b"onnx",
    }
    [_hub] = hubs(files)
    made = fetch("multilingual-e5-small")
    folder = paths.models_folder() / "multilingual-e5-small"
    assert (made.kind, made.name) == ("embedding", "local:multilingual-e5-small")
    names = {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}
    assert names == set(files) - {"pytorch_model.bin", "onnx/model.onnx"}
    assert (folder / "model.safetensors").read_bytes() == weights


def test_an_unknown_model_is_refused():
    with pytest.raises(NotFound):
        fetch("gpt-9")


# ---- one source misbehaves -----------------------------------------------------------------------


def test_a_cut_line_goes_on_where_it_broke(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(cut_after=100_000), Sends(cut_after=50_001), Sends())
    fetch()
    assert there().read_bytes() == model
    assert [each for _, each in hub.requests] == ["", "bytes=100000-", "bytes=150001-"]
    assert hub.sent == {FILE: len(model)}


def test_a_stalled_source_is_left_and_comes_again(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(stall_after=120_000), Sends())
    fetch()
    assert there().read_bytes() == model
    assert hub.sent == {FILE: len(model)}


def test_a_byte_now_and_then_is_no_download(hubs, model):
    first, _second = hubs({FILE: model}, {FILE: model})
    first.script(FILE, Sends(stall_after=0, trickle=True, content=bytes(1000)))
    fetch()
    assert there().read_bytes() == model


def test_what_is_not_the_listed_size_is_not_taken(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(claims=5))
    with pytest.raises(DownloadFailed) as raised:
        fetch()
    assert "not the one it lists" in raised.value.message
    assert not there().exists()
    assert not came()


def test_a_body_shorter_than_it_was_said_to_be_is_no_model(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(content=model[:-10], chunked=True))
    with pytest.raises(DownloadFailed):
        fetch()
    assert not there().exists()
    assert hub.sent[FILE] == len(model) - 10


def test_a_body_that_goes_on_too_long_is_cut_at_its_size(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(content=model + bytes(100_000), chunked=True))
    fetch()
    assert there().read_bytes() == model


def test_corrupt_bytes_are_thrown_away(hubs, model):
    [hub] = hubs({FILE: model})
    wrong = bytearray(model)
    wrong[300_000] ^= 1
    hub.script(FILE, Sends(content=bytes(wrong), etag="same"))
    with pytest.raises(DownloadDamaged) as raised:
        fetch()
    assert raised.value.subject["source"] == hub.address.removeprefix("http://")
    assert not there().exists()
    assert not came()


def test_a_page_of_text_in_place_of_the_file_is_not_even_kept(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(content=b"<html>Sign in to the hotel's network</html>", chunked=True))
    with pytest.raises(DownloadFailed):
        fetch()
    assert not came()
    assert not there().exists()


def test_range_not_satisfiable_ends_it_and_keeps_what_came(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(cut_after=200_000), Sends(status=416))
    with pytest.raises(DownloadFailed):
        fetch()
    assert came() == 200_000
    assert not there().exists()
    hub.script(FILE, Sends())
    fetch()
    assert there().read_bytes() == model
    assert hub.sent == {FILE: len(model)}


def test_the_only_source_ignores_ranges(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(cut_after=200_000), Sends(ignore_range=True))
    fetch()
    assert there().read_bytes() == model


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_refusals_are_told(hubs, model, status):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(status=status))
    with pytest.raises(DownloadFailed) as raised:
        fetch()
    assert str(status) in raised.value.message
    assert not there().exists()


def test_a_busy_server_is_asked_again(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(status=429, retry_after="0"), Sends(status=503), Sends())
    fetch()
    assert there().read_bytes() == model


def test_it_follows_to_where_the_bytes_are(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(redirect="cdn", linked=hashlib.sha256(model).hexdigest()))
    fetch()
    assert there().read_bytes() == model


@pytest.mark.parametrize("to", ["http://192.0.2.1/x", "file:///etc/passwd", "ftp://127.0.0.1/x"])
def test_it_is_not_led_to_an_unsafe_place(hubs, model, to):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(redirect=to))
    with pytest.raises(DownloadFailed) as raised:
        fetch()
    assert "where we do not go" in raised.value.message


def test_a_redirect_that_speaks_of_another_file_is_not_taken(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(redirect="cdn", linked="0" * 64))
    with pytest.raises(DownloadFailed):
        fetch()
    assert not hub.sent.get(FILE) or not there().exists()


# ---- what a source says of its files -------------------------------------------------------------


@pytest.mark.parametrize(
    "said", [b"<html>", b"{}", b"[1]", b'[{"type": "file", "path": 3, "size": "x"}]', 404, 500]
)
def test_a_list_that_makes_no_sense_sends_us_to_the_next_source(hubs, model, said):
    first, second = hubs({FILE: model}, {FILE: model})
    first.script_lists(*[said] * 9)
    fetch()
    assert there().read_bytes() == model
    assert not first.sent
    assert second.sent == {FILE: len(model)}


def test_without_a_digest_nothing_is_taken(hubs, model):
    [hub] = hubs({FILE: model}, with_digests=False)
    with pytest.raises(DownloadFailed) as raised:
        fetch()
    assert "does not have this model" in raised.value.message
    assert not hub.sent


def test_a_path_that_leads_out_of_the_folder_is_not_taken(hubs):
    evil = gguf_bytes(1000)
    hubs({f"../../{FILE}": evil, f"a/..\\{FILE}": evil, f"/{FILE}": evil})
    with pytest.raises(DownloadFailed):
        fetch()
    assert not list(paths.models_folder().rglob("*.gguf"))


# ---- several sources -----------------------------------------------------------------------------


def test_the_next_source_goes_on_from_the_same_byte(hubs, model):
    first, second, third = hubs({FILE: model}, {FILE: model}, {FILE: model})
    first.script(FILE, Sends(stall_after=100_000))
    second.script(FILE, Sends(stall_after=150_000))
    fetch()
    assert there().read_bytes() == model
    assert (first.sent[FILE], second.sent[FILE]) == (100_000, 150_000)
    assert third.sent[FILE] == len(model) - 250_000
    assert json.loads(beside(there()).read_text())["source"].endswith(third.address[-5:])


def test_a_source_with_another_file_begins_anew(hubs, model):
    other = gguf_bytes(300_000, seed=7)
    first, second = hubs({FILE: model}, {FILE: other})
    first.script(FILE, Sends(cut_after=100_000), Sends(status=404))
    fetch()
    assert there().read_bytes() == other
    assert second.sent == {FILE: len(other)}


def test_a_source_that_ignores_ranges_comes_last(hubs, model):
    first, second = hubs({FILE: model}, {FILE: model})
    first.script(FILE, Sends(cut_after=100_000), Sends(ignore_range=True))
    fetch()
    assert there().read_bytes() == model
    assert second.sent[FILE] == len(model) - 100_000
    # It had begun to send before we left.
    assert first.sent[FILE] - 100_000 <= len(model)


def test_corrupt_bytes_of_one_source_do_not_end_it(hubs, model):
    first, second = hubs({FILE: model}, {FILE: model})
    first.script(FILE, Sends(content=model[:-1] + b"x", etag="a"))
    fetch()
    assert there().read_bytes() == model
    assert second.sent == {FILE: len(model)}


def test_the_source_of_the_settings_is_asked_first(hubs, model):
    settings.save(dataclasses.replace(settings.load(), model_source="modelscope"))
    first, second, third = hubs({FILE: model}, {FILE: model}, {FILE: model})
    fetch()
    assert (first.sent, second.sent, third.sent) == ({}, {}, {FILE: len(model)})


def test_nobody_there_says_so_for_each(hubs):
    hubs()
    with pytest.raises(DownloadFailed) as raised:
        fetch()
    assert raised.value.message.count("cannot be reached") == 3


def test_a_proxy_of_the_settings_is_not_used_for_this_computer(hubs, model):
    settings.save(dataclasses.replace(settings.load(), proxy="http://127.0.0.1:9"))
    hubs({FILE: model})
    fetch()
    assert there().read_bytes() == model


# ---- stopping and going on -----------------------------------------------------------------------


def test_closed_it_keeps_what_came_and_goes_on_later(hubs, model):
    [hub] = hubs({FILE: model})
    stop_in_the_middle(hub, 150_000)
    assert dict(unfinished.entries()) == {ENTRY: 150_000}
    assert not there().exists()
    fetch()
    assert there().read_bytes() == model
    assert hub.sent == {FILE: len(model)}


def test_a_file_that_changed_meanwhile_begins_anew(hubs, model):
    [hub] = hubs({FILE: model})
    stop_in_the_middle(hub, 150_000)
    hub.files[FILE] = gguf_bytes(500_000, seed=9)
    fetch()
    assert there().read_bytes() == hub.files[FILE]


def test_another_mark_of_the_same_file_makes_it_look_again_and_go_on(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(cut_after=100_000, etag="a"), Sends(etag="b"), Sends(etag="b"))
    fetch()
    assert there().read_bytes() == model


def test_after_a_power_cut_only_what_was_on_the_disk_is_believed(hubs, model, monkeypatch):
    [hub] = hubs({FILE: model})
    stop_in_the_middle(hub, 150_000)
    state = unfinished.folder() / ENTRY
    half = state / "data" / FILE
    half.write_bytes(half.read_bytes()[:150_000] + bytes(50_000))
    monkeypatch.setattr(unfinished, "_started", lambda: 1.0)
    fetch()
    assert there().read_bytes() == model
    assert hub.sent == {FILE: len(model)}


def test_discarded_nothing_stays(hubs, model):
    [hub] = hubs({FILE: model})
    stop_in_the_middle(hub, 150_000)
    discard(ENTRY)
    assert not unfinished.entries()
    assert not (unfinished.folder() / ENTRY).exists()


def test_one_that_runs_is_neither_begun_again_nor_discarded(hubs, model):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(stall_after=1000))
    road = download(ENTRY, Habits(patience=60))
    next(road)
    with pytest.raises(BadRequest):
        fetch()
    with pytest.raises(BadRequest):
        discard(ENTRY)
    road.close()
    discard(ENTRY)


def test_a_disk_without_room_is_told_before_anything_comes(hubs, model, monkeypatch):
    [hub] = hubs({FILE: model})
    usage = durable.shutil.disk_usage("/")
    monkeypatch.setattr(durable.shutil, "disk_usage", lambda path: usage._replace(free=1_000_000))
    with pytest.raises(DiskFull) as raised:
        fetch()
    assert raised.value.subject["available"] == "1 MB"
    assert not hub.sent


KILLED = """
import sys
from core.catalogue import downloading, sources
sources.ADDRESSES.update(dict.fromkeys(sources.ADDRESSES, sys.argv[1]))
for event in downloading.download(sys.argv[2], downloading.Habits(patience=60)):
    pass
"""


@pytest.mark.parametrize("at", [1, PIECE, 250_001])
def test_killed_in_the_middle_it_goes_on(hubs, model, at, home):
    [hub] = hubs({FILE: model})
    hub.script(FILE, Sends(stall_after=at), Sends())
    command = [sys.executable, "-c", KILLED, hub.address, ENTRY]
    process = subprocess.Popen(command, env=dict(os.environ))
    try:
        while came() < at and process.poll() is None:
            hub.begun.wait(0.02)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()
    assert came() == at
    assert not there().exists()
    fetch()
    assert there().read_bytes() == model
    assert hub.sent == {FILE: len(model)}


def test_files_are_whole_or_not_there_wherever_it_is_stopped(hubs):
    """Close the road at its first, second, third … step; in the end the model is right."""
    weights, small = safetensors_bytes(120_000), b'{"architectures": ["BertModel"]}'
    files = {"model.safetensors": weights, "config.json": small, "modules.json": b"[]"}
    files["tokenizer.json"] = b'{"a": 1}'
    [hub] = hubs(files)
    entry = "multilingual-e5-small"
    ended = False
    for steps in range(1, 200):
        hub.script("model.safetensors", Sends(cut_after=10_000))
        road = download(entry, QUICK)
        try:
            for _ in range(steps):
                next(road)
        except StopIteration:
            ended = True
            break
        except DownloadFailed:
            pass
        finally:
            road.close()
        assert not (paths.models_folder() / entry).exists()
    assert ended
    [made] = installed()
    assert not made.problem
    assert (paths.models_folder() / entry / "model.safetensors").read_bytes() == weights
    assert hub.sent["model.safetensors"] == len(weights)


def test_the_usual_patience_is_that_of_a_person():
    assert downloading.USUAL.patience >= 10
