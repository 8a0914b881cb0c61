"""A BERT of a few thousand weights, saved on the spot as a sentence-transformers folder."""

import json
from pathlib import Path

WORDS = "the a cat sat on mat word stock markets fell sharply monday after bank raised its rates ."


def save_tiny_model(folder: Path, pooling: str = "mean") -> Path:
    """Write the folder with random weights and return it."""
    import torch
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import WordPiece
    from transformers import BertConfig, BertModel

    folder.mkdir(parents=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *WORDS.split()]
    tokenizer = Tokenizer(
        WordPiece({word: at for at, word in enumerate(vocabulary)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    torch.manual_seed(7)
    weights = {name: each.contiguous() for name, each in BertModel(config).state_dict().items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    special = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    types = "sentence_transformers.models"
    files = {
        "config.json": config.to_dict() | {"architectures": ["BertModel"]},
        "tokenizer_config.json": special
        | {"pad_token": "[PAD]", "tokenizer_class": "PreTrainedTokenizerFast"},
        "sentence_bert_config.json": {"max_seq_length": 48, "do_lower_case": False},
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{types}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{types}.Pooling"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": 32,
            "pooling_mode_cls_token": pooling == "cls",
            "pooling_mode_mean_tokens": pooling == "mean",
        },
    }
    (folder / "1_Pooling").mkdir()
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder
