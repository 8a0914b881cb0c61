"""Lessons on the disk for tests of the trainer: a model of two layers, a few examples."""

from dataclasses import replace
from pathlib import Path

from core.lessons.methods import method
from core.lessons.store import Lessons
from core.training.lesson import OpenLesson, opened
from core.types import Example, ExampleOrigin, LessonPlan
from tests.tiny_llama import made_once, save_tokenizer, write_gguf

PLAN = LessonPlan(
    "Numbers",
    "local:small.gguf",
    max_tokens=96,
    epochs=2,
    batch=6,
    rate=5e-3,
    rank=4,
    general=0.0,
    options=(("threads", 1.0),),
)


def small() -> Path:
    """The GGUF file of a model of two layers."""
    return made_once("two-layers", _save) / "small.gguf"


def examples(count: int = 16, held: int = 2) -> list[Example]:
    """Questions of different lengths; the last ones are held out."""
    return [
        Example(
            number + 1,
            "What is number " + "and ".join(f"{each} " for each in range(number % 5 + 1)) + "?",
            f"It is {number * 7}." if number % 3 else f"It is number {number} of the garden.",
            ExampleOrigin.OWN,
            rejected="I do not know.",
            held_out=number >= count - held,
        )
        for number in range(count)
    ]


def lesson(folder: Path, plan: LessonPlan = PLAN, count: int = 16, held: int = 2, **more) -> Path:
    """The folder of a new lesson; `more` are entries of the plan."""
    lessons = Lessons(folder)
    made = lessons.new(replace(plan, **more), examples(count, held))
    return lessons.place(made.id)


def opened_here(place: Path, on: Path | None = None, **more) -> OpenLesson:
    """A lesson opened in this process, `on` another base than the usual one."""
    plan = replace(PLAN, **more)
    return opened(place, on or small(), plan, method(plan.method))


def _save(folder: Path) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = save_tokenizer(folder)
    torch.manual_seed(9)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        max_position_embeddings=512,
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
        initializer_range=0.1,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=False,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    write_gguf(folder, folder / "small.gguf")
