"""A model of some hundred thousand weights and a lesson for it that takes seconds."""

import shutil

from core import paths
from core.lessons.store import Lessons
from core.types import Example, ExampleOrigin, LessonPlan
from tests import tiny_llama

WIDTH, INNER, LAYERS, HEADS = 64, 128, 2, 2


def folder():
    """The model as transformers reads it, with its GGUF file of the same name in it."""
    return tiny_llama.made_once("tiny-lesson", _save)


def gguf():
    """The model as a GGUF file."""
    return folder() / "tiny-lesson.gguf"


def _save(place):
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(3)
    tokenizer = tiny_llama.save_tokenizer(place)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=WIDTH,
        intermediate_size=INNER,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=HEADS,
        head_dim=WIDTH // HEADS,
        max_position_embeddings=1024,
        rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
        initializer_range=0.1,
        bos_token_id=None,
        eos_token_id=tokenizer.convert_tokens_to_ids(tiny_llama.END),
        pad_token_id=tokenizer.convert_tokens_to_ids(tiny_llama.TEXT_END),
        tie_word_embeddings=False,
    )
    tiny_llama.save(place, LlamaForCausalLM(config).eval())
    tiny_llama.write_gguf(place, place / "tiny-lesson.gguf")


def placed():
    """Put the GGUF file among the person's models; its name."""
    paths.models_folder().mkdir(parents=True, exist_ok=True)
    shutil.copy(gguf(), paths.models_folder() / "tiny.gguf")
    return "local:tiny.gguf"


def examples(count=20):
    """Questions with answers; each tenth is held out."""
    return tuple(
        Example(
            0,
            f"How many barns has field {number}?",
            f"It has {number * 7 % 5} barns and {number} gates.",
            ExampleOrigin.OWN,
            held_out=number % 10 == 9,
        )
        for number in range(count)
    )


def made(steps, base="", **plan):
    """A lesson of so many steps, as a draft."""
    learnt = sum(not each.held_out for each in examples())
    usual = {"rate": 3e-3, "batch": 2, "stop_early": 0, "dropout": 0.1, "general": 0.0}
    # Sums come out differently with another number of threads.
    plan = usual | {"options": (("threads", 1.0),)} | plan
    epochs = steps * plan["batch"] / learnt
    return Lessons().new(LessonPlan("Barns", base or placed(), epochs=epochs, **plan), examples())
