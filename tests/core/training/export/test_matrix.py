"""Every method is trained for a few steps, exported by its route, and answers as it was trained.

By default on one base each; with -m slow on every architecture and every form of base that a method
takes. `python -m tests.core.training.export.test_matrix` prints the table.
"""

import dataclasses
import sys
import tempfile
from pathlib import Path

import pytest
import torch

from core.lessons.methods import METHODS, method
from core.training import export
from core.training.batches import Batch, Piece, batch_of
from core.training.told import Exported
from core.training.words import example_tokens
from core.types import Route
from tests import tiny_llama
from tests.core.training.export import tiny_bases
from tests.core.training.methods.taught import PLAN, Run

QUESTIONS = (
    ("When did it open?", "In 1874."),
    ("Who keeps the keys?", "The porter does."),
    ("新员工有几天假？", "每年十二天。"),
    ("How long are the cases?", "Two metres."),
    ("Where are the maps?", "On the second floor."),
    ("何时浇水？", "早上六点。"),
    ("Who may come in?", "All who ask."),
    ("What is in room 3?", "Old coins."),
    ("报销要多久？", "七个工作日。"),
    ("Is it open on Monday?", "No, it is closed."),
)
TRIED = tuple((("user", asked),) for asked, _ in QUESTIONS)
STEPS = 60
FORMS = {"folder": ("folder",), "gguf": ("f32", "f16", "q8_0", "q4_K_M")}
MOST = {"f32": 5e-5, "f16": 0.05, "folder": 0.05, "q8_0": 0.6, "q4_K_M": 1.5}
"""Largest difference of logits by form of the base: of a merged model that of the exact file, whose
matrices have 16 bits."""
WIDE = {
    "hidden_size": 256,
    "intermediate_size": 256,
    "head_dim": 64,
    "initializer_range": 0.05,
}
"""Rows that K-quants can hold."""
CASES = [
    (architecture, row.id, form)
    for architecture in tiny_bases.ARCHITECTURES
    for row in METHODS
    for kind in row.bases
    for form in FORMS[kind]
]


def place_of(architecture: str, form: str, files: Path) -> Path:
    """A base of that form."""
    folder = tiny_bases.folder(architecture, **WIDE)
    if form == "folder":
        return folder
    path = files / f"wide-{architecture}-{form}.gguf"
    whole = files / f"wide-{architecture}-f16.gguf"
    if not whole.exists():
        for _ in tiny_bases.folder_as_gguf(tiny_bases.opened(folder), None, whole, {}, 1):
            pass
    if not path.exists():
        if form == "f32":
            tiny_bases.widened(whole, path)
        else:
            tiny_llama.quantise(whole, path, form)
    return path


def lesson(id: str, place: Path, steps: int = STEPS) -> tuple[Run, list[float]]:
    """A lesson on the ten questions."""
    rates = {
        "full": 1e-3,
        "lora-plus": 5e-4,
        "bias": 2e-2,
        "prompt": 5e-2,
        "p-tuning": 5e-3,
        "dpo": 2e-3,
    }
    rate = rates.get(id, 1e-2 if method(id).route is Route.PREFIX else 5e-3)
    run = Run(id, place, rate, dataclasses.replace(PLAN, rank=8, alpha=16.0))
    made = batch(run)
    run.model.train()
    return run, run.steps(steps, made)


def batch(run: Run) -> Batch:
    """All questions at once, each with the answer of the next as a worse one."""
    pieces = []
    for number, (asked, answer) in enumerate(QUESTIONS):
        words, said = run.base.words, (("user", asked),)
        tokens, start = example_tokens(words, said, answer)
        worse, _ = example_tokens(words, said, QUESTIONS[number - 1][1])
        pieces.append(Piece(number, tuple(tokens), start, tuple(worse)))
    return batch_of(pieces)


def outcome(run: Run, id: str, place: Path, count: int = len(TRIED)) -> Exported:
    """The lesson's export."""
    made = export.export_learnt(
        run.base, method(id), run.learnt(), run.plan, place / "export", TRIED[:count], run.model
    )
    *_, last = made
    assert isinstance(last, Exported)
    return last


def agrees(id: str, form: str, base: Path, place: Path, steps: int, count: int) -> None:
    run, losses = lesson(id, base, steps)
    assert losses[-1] < losses[0]
    done = outcome(run, id, place, count)
    exact = method(id).route is Route.MERGED and id != "bias" and form != "f32"
    assert done.difference <= MOST["f16" if exact else form]
    assert done.equal_answers + done.near_ties == done.answers == count


@pytest.mark.parametrize("id", [row.id for row in METHODS])
def test_each_method_comes_into_chat_as_it_was_trained(id, files, tmp_path):
    folder = method(id).bases == ("folder",)
    base = tiny_bases.folder("llama") if folder else tiny_bases.file("llama", files, "f32")
    agrees(id, "folder" if folder else "f32", base, tmp_path / "abc", 3, 2)


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "id", "form"), CASES)
def test_each_method_on_each_base(architecture, id, form, files, tmp_path):
    base = place_of(architecture, form, files)
    agrees(id, form, base, tmp_path / "abc", STEPS, len(TRIED))


def _table() -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        for architecture, id, form in CASES:
            if len(sys.argv) > 1 and f"{architecture} {form}" not in sys.argv[1:]:
                continue
            run, losses = lesson(id, place_of(architecture, form, Path(folder)))
            done = outcome(run, id, Path(folder) / architecture / id / form)
            small = f" {done.small_difference:.2g} {done.small_equal}/{done.answers}"
            print(  # noqa: T201 - a table for a person
                f"{architecture:6} {form:7} {id:12} {losses[0]:5.2f} → {losses[-1]:7.4f} "
                f"{done.route:12} {done.equal_answers}/{done.answers} (+{done.near_ties}) "
                f"{done.difference:.1e}{small if done.small_equal >= 0 else ''}",
                flush=True,
            )


if __name__ == "__main__":
    _table()
