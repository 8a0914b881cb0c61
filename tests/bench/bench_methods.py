"""What each method of teaching costs on one model: what learns of it, seconds a step, memory.

Run it with: pytest tests/bench/bench_methods.py -m bench -s
A Llama shape of 40 million random numbers, rows of four examples of 128 tokens; each method in a
process of its own, as the trainer computes. Memory is what training takes on top of the base.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.lessons.methods import METHODS, method
from tests import tiny_llama

pytestmark = [pytest.mark.bench, pytest.mark.timeout(3600)]

CASES = [(row.id, sorted(row.bases)[0]) for row in METHODS] + [("lora", "gguf")]
"""On the folder where a method takes one: numbers of full width."""
LAYERS, WIDTH, INNER, HEADS, KEY_HEADS = 12, 512, 1536, 8, 4
EXAMPLES, LENGTH, STEPS = 4, 128, 4


def main(id: str, kind: str) -> None:
    """One method, in this process; its figures as JSON on stdout."""
    import torch
    from transformers import LlamaForCausalLM

    from core.training import memory
    from core.training.method import learning, made
    from core.training.opened_base import open_base
    from core.training.quick import quicken
    from core.types import LessonPlan

    torch.set_num_threads(1)
    taught = made(id)
    place = _folder()
    where = place if kind == "folder" else place / "medium-q4_K_M.gguf"
    base = open_base(where, 1, dense=taught.dense, nf4=taught.nf4)
    with torch.device("meta"):
        whole = sum(each.numel() for each in LlamaForCausalLM(base.config).parameters())
    plan = LessonPlan("t", "local:t")
    model = taught.wrap(base, plan)
    quicken(model)
    optimizer = taught.optimizer(model, plan, method(id).rate)
    with torch.no_grad():
        # Weights are pages of their file until they are first looked at.
        _loss(taught, model)
    memory.forget_peak()
    before = memory.held_now()
    seconds = []
    for _ in range(STEPS):
        began = time.process_time()
        loss = _loss(taught, model)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        seconds.append(time.process_time() - began)
    count = sum(each.numel() for _, each in learning(model))
    print(
        json.dumps(
            {
                "learning": count,
                "share": count / whole,
                "seconds": min(seconds[1:]),
                "memory": memory.peak() - before,
                "held": before,
            }
        )
    )


def _loss(taught, model):
    import random

    import torch

    from core.training.batches import Piece, answers, batch_of

    chance = random.Random(1)
    pieces = []
    for number in range(EXAMPLES):
        row, worse = (tuple(chance.randrange(300, 1500) for _ in range(LENGTH)) for _ in range(2))
        start = LENGTH - LENGTH // 3
        pieces.append(Piece(number, row, start, row[:start] + worse[start:]))
    batch = batch_of(pieces)
    loss = taught.loss(model, batch)
    if loss is not None:
        return loss
    return torch.nn.functional.cross_entropy(answers(model, batch), batch.targets)


def _folder() -> Path:
    return tiny_llama.made_once("medium", _save)


def _save(folder: Path) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = tiny_llama.save_tokenizer(folder)
    torch.manual_seed(5)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=INNER,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=KEY_HEADS,
        head_dim=WIDTH // HEADS,
        max_position_embeddings=2048,
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
        bos_token_id=None,
        eos_token_id=tokenizer.convert_tokens_to_ids(tiny_llama.END),
        pad_token_id=tokenizer.convert_tokens_to_ids(tiny_llama.TEXT_END),
        tie_word_embeddings=False,
    )
    tiny_llama.save(folder, LlamaForCausalLM(config).eval())
    tiny_llama.write_gguf(folder, folder / "medium-q4_K_M.gguf", "q4_K_M")


def figures(id: str, kind: str) -> dict[str, float]:
    """Of one method, measured in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_methods", id, kind],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


def test_what_each_method_costs():
    found = {}
    print(f"\n{'method':12s} {'base':7s} {'learns':>10s} {'share':>9s} {'s/step':>7s} {'MiB':>6s}")
    for id, kind in CASES:
        each = found[id, kind] = figures(id, kind)
        print(
            f"{id:12s} {kind:7s} {each['learning']:10,} {each['share']:9.4%} "
            f"{each['seconds']:7.2f} {each['memory'] / 2**20:6.0f}"
        )
    full, lora = found["full", "folder"], found["lora", "folder"]
    assert lora["memory"] < 0.7 * full["memory"]
    assert found["lora-fa", "folder"]["memory"] < lora["memory"]
    assert found["vera", "folder"]["learning"] * 5 < lora["learning"]
    assert lora["seconds"] < full["seconds"]


if __name__ == "__main__":
    main(*sys.argv[1:])
