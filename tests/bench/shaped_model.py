"""Models of real shapes whose weights are chance: as large and slow as real ones, saying nothing.

The blocks of numbers are written as llama.cpp stores them in Q4_K_M, so that nothing needs to be
quantised: what a computer does with them does not depend on what they say. Every byte is a token
and nothing else is ever spelled, so a text has as many tokens as bytes.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.tiny_llama import END, START, TEMPLATE, TEXT_END, made_once

BLOCK = 256
"""Numbers that share a scale."""


@dataclass(frozen=True)
class ModelShape:
    """What a model's size and speed depend on."""

    name: str
    layers: int
    hidden: int
    heads: int
    key_heads: int
    inner: int
    words: int
    experts: int = 0
    experts_used: int = 0
    trained: int = 8192

    @property
    def parameters(self) -> int:
        """How many numbers it has."""
        width = self.hidden // self.heads * self.key_heads
        attention = 2 * self.hidden * self.hidden + 2 * self.hidden * width
        inner = 3 * self.hidden * self.inner * max(1, self.experts) + self.hidden * self.experts
        return self.layers * (attention + inner) + 2 * self.words * self.hidden


HALF = ModelShape("half", 24, 1280, 20, 4, 3584, 32_000)
"""Half a thousand million numbers."""
QUARTER = ModelShape("quarter", 16, 1024, 16, 4, 2816, 32_000)
"""Half of that."""
QWEN = ModelShape("qwen-0.5b", 24, 1024, 16, 2, 4864, 151_936)
"""Much of it vocabulary, as in small models of several languages."""
TINY_LLAMA = ModelShape("llama-1b", 22, 2048, 32, 4, 5632, 32_000)
EXPERTS = ModelShape("experts-1b", 24, 1024, 16, 8, 512, 49_152, 32, 8)
"""Many small experts, few of which work on a token."""


def shaped(shape: ModelShape) -> Path:
    """The file of a model of that shape; written when it is wanted for the first time."""
    folder = made_once(f"shaped-{shape.name}", lambda folder: _write(folder / "model.gguf", shape))
    return folder / "model.gguf"


def _write(file: Path, shape: ModelShape) -> None:
    import gguf

    chance = np.random.default_rng(5)
    writer = gguf.GGUFWriter(str(file), "llama")
    writer.add_type("model")
    writer.add_name(shape.name)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q4_K_M)
    writer.add_quantization_version(2)
    writer.add_context_length(shape.trained)
    writer.add_embedding_length(shape.hidden)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.inner)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10_000.0)
    writer.add_vocab_size(shape.words)
    if shape.experts:
        writer.add_expert_count(shape.experts)
        writer.add_expert_used_count(shape.experts_used)
    _add_vocabulary(writer, shape.words)
    width = shape.hidden // shape.heads * shape.key_heads

    def add(name: str, *dimensions: int, kind: str = "Q4_K") -> None:
        blocks = _q4_k(chance, dimensions) if kind == "Q4_K" else _q6_k(chance, dimensions)
        writer.add_tensor(name, blocks, raw_dtype=gguf.GGMLQuantizationType[kind])

    def norm(name: str) -> None:
        writer.add_tensor(name, np.ones(shape.hidden, np.float32))

    add("token_embd.weight", shape.words, shape.hidden)
    add("output.weight", shape.words, shape.hidden, kind="Q6_K")
    norm("output_norm.weight")
    many = (shape.experts,) if shape.experts else ()
    ending = "_exps" if shape.experts else ""
    for layer in range(shape.layers):
        block = f"blk.{layer}."
        # Q4_K_M takes more bits for half of these two.
        finer = "Q6_K" if layer % 2 else "Q4_K"
        norm(block + "attn_norm.weight")
        norm(block + "ffn_norm.weight")
        add(block + "attn_q.weight", shape.hidden, shape.hidden)
        add(block + "attn_k.weight", width, shape.hidden)
        add(block + "attn_v.weight", width, shape.hidden, kind=finer)
        add(block + "attn_output.weight", shape.hidden, shape.hidden)
        add(block + f"ffn_gate{ending}.weight", *many, shape.inner, shape.hidden)
        add(block + f"ffn_up{ending}.weight", *many, shape.inner, shape.hidden)
        add(block + f"ffn_down{ending}.weight", *many, shape.hidden, shape.inner, kind=finer)
        if shape.experts:
            router = chance.standard_normal((shape.experts, shape.hidden), np.float32)
            router *= shape.hidden**-0.5
            writer.add_tensor(block + "ffn_gate_inp.weight", router)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _q4_k(chance: np.random.Generator, dimensions: tuple[int, ...]) -> Any:
    """Blocks of 144 bytes: two half-precision scales, twelve bytes of scales, nibbles."""
    columns = dimensions[-1]
    blocks = chance.integers(0, 256, (int(np.prod(dimensions)) // BLOCK, 144), np.uint8)
    # A number is scale * (0 … 63) * (0 … 15) - least * (0 … 63): its mean shall be 0.
    scale = 1 / (300 * np.sqrt(columns))
    blocks[:, :4] = np.array([scale, 7.5 * scale], np.float16).view(np.uint8)
    return blocks.reshape(*dimensions[:-1], columns // BLOCK * 144)


def _q6_k(chance: np.random.Generator, dimensions: tuple[int, ...]) -> Any:
    """Blocks of 210 bytes: six bits a number, sixteen signed scales, one half-precision scale."""
    columns = dimensions[-1]
    blocks = chance.integers(0, 256, (int(np.prod(dimensions)) // BLOCK, 210), np.uint8)
    # A number is scale * (-128 … 127) * (-32 … 31).
    blocks[:, 208:] = np.array([1 / (1400 * np.sqrt(columns))], np.float16).view(np.uint8)
    return blocks.reshape(*dimensions[:-1], columns // BLOCK * 210)


def _add_vocabulary(writer: Any, count: int) -> None:
    import gguf
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    letters = list(bytes_to_unicode().values())
    marks = [TEXT_END, START, END]
    words = [*letters, *(f"{letters[0]}{at}" for at in range(count - 256 - len(marks))), *marks]
    kinds = [gguf.TokenType.NORMAL] * (count - len(marks)) + [gguf.TokenType.CONTROL] * len(marks)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(words)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{letters[0]} {letters[1]}"])
    writer.add_eos_token_id(count - 1)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)
