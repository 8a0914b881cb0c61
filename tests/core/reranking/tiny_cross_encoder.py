"""A cross-encoder of a few thousand weights, saved on the spot."""

import json
from pathlib import Path

from tests.core.embedding.tiny_model import save_tiny_model


def save_tiny_cross_encoder(folder: Path, labels: int = 1) -> Path:
    """Write the folder with random weights and return it."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    save_tiny_model(folder)
    for name in ("modules.json", "sentence_bert_config.json", "model.safetensors"):
        (folder / name).unlink()
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    for name in ("architectures", "id2label", "label2id"):
        del raw[name]
    torch.manual_seed(11)
    config = BertConfig(**raw | {"num_labels": labels, "initializer_range": 0.5})
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder
