"""How long a local model goes on after it was told to stop, while it reads and while it writes.

Run it with: pytest tests/bench/bench_model_stop.py -m bench -s
A model of half a thousand million numbers; from the order to the worker's word that it has stopped.
"""

import os
import statistics
import time

import pytest

from core.gguf.header import read_header
from core.llama.threads import cores
from core.models import local_files
from core.models.model_process import ModelProcess
from tests.bench.shaped_model import HALF, shaped
from tests.tiny_llama import TEMPLATE

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

TIMES = 8
WANTED = 0.2
"""Seconds."""


@pytest.fixture(scope="module")
def process():
    made = ModelProcess()
    yield made
    made.end()


def order(tmp_path, words):
    file = shaped(HALF)
    return {
        "do": "write",
        "model": {
            "path": os.fsencode(file),
            "template": TEMPLATE,
            "context": 4096,
            "sequences": 2,
            "cache": "f16",
            "step": local_files.step_of(read_header(file), cores()),
            "threads": cores(),
            "batch_threads": cores(),
            "graphics": False,
            "saved": os.fsencode(tmp_path),
        },
        "messages": [{"role": "user", "content": " ".join(words)}],
        "tools": [],
        "options": {},
        "schema": "",
        "max_tokens": 3000,
        "temperature": 1.0,
        "seed": 1,
        "thoughts": [],
        "thinking_tokens": 0,
    }


def until(given, kind):
    for answer in given.answers():
        if answer is not None and answer["is"] == kind:
            return


def stopped_after(process, given):
    began = time.perf_counter()
    process.stop(given.number)
    until(given, "stopped")
    return time.perf_counter() - began


def tell(what, seconds):
    found = sorted(each * 1000 for each in seconds)
    print(
        f"{what:24} median {statistics.median(found):6.0f} ms   most {found[-1]:6.0f} ms   "
        f"within {WANTED * 1000:.0f} ms: {sum(each < WANTED * 1000 for each in found)}"
        f" of {len(found)}"
    )


def test_while_it_reads(process, tmp_path):
    seconds = []
    for attempt in range(TIMES):
        # Another beginning each time, so that nothing of it has been read before.
        given = process.give(order(tmp_path, [f"{attempt} word"] * 300))
        until(given, "rendered")
        time.sleep(0.3 + 0.13 * attempt)
        seconds.append(stopped_after(process, given))
    tell("while it reads", seconds)


def test_while_it_writes(process, tmp_path):
    seconds = []
    for attempt in range(TIMES):
        given = process.give(order(tmp_path, ["word"] * 5))
        until(given, "text")
        time.sleep(0.05 + 0.03 * attempt)
        seconds.append(stopped_after(process, given))
    tell("while it writes", seconds)
