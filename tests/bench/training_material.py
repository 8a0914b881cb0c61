"""A Llama shape of a quarter of a thousand million random numbers, and rows of tokens to teach it.

The rows are made of chance: what a step costs does not depend on what they say.
"""

import random
from dataclasses import dataclass
from pathlib import Path

from tests.tiny_llama import END, TEXT_END, made_once, save_tokenizer

LAYERS, WIDTH, INNER, HEADS, KEY_HEADS, WORDS = 16, 1024, 2816, 16, 4, 32_000
TOKENS = 512


@dataclass(frozen=True)
class Row:
    """Tokens of an example, and how many of them are the question."""

    tokens: tuple[int, ...]
    start: int


def quarter() -> Path:
    """The folder of the model, for transformers; made when it is wanted for the first time."""
    return made_once("quarter-llama", _save)


def rows(count: int, even: bool, seed: int = 3) -> list[Row]:
    """So many examples; `even`: each of 512 tokens, else of 64 to 512. A third is answer."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        length = TOKENS if even else chance.randint(64, TOKENS)
        tokens = tuple(chance.randrange(300, WORDS) for _ in range(length))
        found.append(Row(tokens, length - length // 3))
    return found


def _save(folder: Path) -> None:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    tokenizer = save_tokenizer(folder)
    torch.manual_seed(11)
    config = LlamaConfig(
        vocab_size=WORDS,
        hidden_size=WIDTH,
        intermediate_size=INNER,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        num_key_value_heads=KEY_HEADS,
        max_position_embeddings=4096,
        bos_token_id=None,
        eos_token_id=tokenizer.convert_tokens_to_ids(END),
        pad_token_id=tokenizer.convert_tokens_to_ids(TEXT_END),
        tie_word_embeddings=False,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
