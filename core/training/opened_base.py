"""The model that a lesson begins from: a folder of transformers, or the GGUF file of the chat."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from core.errors import ModelBroken, ModelMissing, UnsuitableModel
from core.gguf.digest import edges
from core.gguf.files import file_in
from core.training.words import FolderWords, GgufWords, Words

if TYPE_CHECKING:
    from torch import nn

Kind = Literal["gguf", "folder"]
_ARCHITECTURES = {"llama": "llama", "mistral": "llama", "qwen2": "qwen2", "qwen3": "qwen3"}
"""By transformers' `model_type`, as GGUF calls them."""


@dataclass
class Base:
    """An opened base."""

    path: Path
    kind: Kind
    model: "nn.Module"
    """A causal model of transformers, frozen; its linear layers keep the names of its family."""
    words: Words
    config: Any
    """Of transformers."""
    digest: str
    """Tells one base from another: of the edges of its weights."""
    architecture: str
    """As GGUF calls it: "llama", "qwen2", "qwen3"."""


def kind_of(place: Path) -> Kind:
    """What lies there.

    Raises:
        ModelMissing: nothing.
        UnsuitableModel: nothing that can be taught.
    """
    if not place.exists():
        raise ModelMissing(name=place.name)
    if place.is_dir() and (place / "config.json").is_file() and list(place.glob("*.safetensors")):
        return "folder"
    file_in(place)
    return "gguf"


def open_base(place: Path, threads: int, dense: bool = False, nf4: bool = False) -> Base:
    """Open a base for training.

    With `dense` every weight is a float32 parameter; with `nf4` the products of a folder are kept
    in four bits with double quantisation (arXiv:2305.14314), by bitsandbytes.

    Raises:
        ModelMissing, UnsuitableModel: there is none that can be taught.
        ModelBroken: it cannot be read.
    """
    kind = kind_of(place)
    if kind == "gguf":
        from core.training.gguf_base import open_gguf

        file = file_in(place)
        model, architecture = open_gguf(file, threads, dense)
        return Base(
            file, kind, model, GgufWords(file), model.config, digest_of(place), architecture
        )
    model, architecture = _open_folder(place, nf4)
    return Base(
        place, kind, model, FolderWords(place), model.config, digest_of(place), architecture
    )


def digest_of(place: Path) -> str:
    """What an adapter names its base by; 16 hexadecimal digits.

    Raises:
        ModelMissing, UnsuitableModel: there is no base there.
    """
    files = sorted(place.glob("*.safetensors")) if kind_of(place) == "folder" else [file_in(place)]
    found = hashlib.sha256()
    for file in files:
        found.update(edges(file))
    return found.hexdigest()[:16]


def _open_folder(folder: Path, nf4: bool) -> tuple[Any, str]:
    import torch
    from safetensors import SafetensorError
    from transformers import AutoConfig, AutoModelForCausalLM
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError) as error:
        raise ModelBroken(name=folder.name) from error
    architecture = _ARCHITECTURES.get(str(config.model_type))
    if architecture is None:
        known = ", ".join(sorted(set(_ARCHITECTURES)))
        reason = f"models of this build cannot be taught ({known} can)."
        raise UnsuitableModel(name=folder.name, reason=reason)
    more: dict[str, Any] = {}
    if nf4:
        from transformers import BitsAndBytesConfig

        more["quantization_config"] = BitsAndBytesConfig(  # type: ignore[no-untyped-call]
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.float32,
        )
        more["device_map"] = "cpu"
    try:
        model = AutoModelForCausalLM.from_pretrained(
            folder,
            config=config,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=torch.float32,
            attn_implementation="sdpa",
            **more,
        )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise ModelBroken(name=folder.name) from error
    model.requires_grad_(False).eval()  # type: ignore[no-untyped-call]
    return model, architecture
