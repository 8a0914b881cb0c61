"""General questions that the base answers itself before it is taught: mixed in, they hold it to
what it was (replay against forgetting, as arXiv:2403.05175 surveys).

They are not those by which forgetting is measured (resources/general_questions.json).
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.training import sampling
from core.training.batches import Piece
from core.whole_files import write_whole

if TYPE_CHECKING:
    from torch import nn

    from core.training.words import Words

QUESTIONS = (
    "How do I boil an egg?",
    "怎样煮一个鸡蛋？",
    "What makes a rainbow?",
    "彩虹是怎么来的？",
    "Write a short thank-you note to a neighbour.",
    "给邻居写一句感谢的话。",
    "Name three things to take on a hike.",
    "说出三样徒步时要带的东西。",
    "What is a prime number?",
    "什么是质数？",
    "Explain what a library is for.",
    "图书馆是做什么用的？",
    "Translate into French: good morning.",
    "把“早上好”翻译成英语。",
    "What is the difference between weather and climate?",
    "天气和气候有什么区别？",
    "Give me a tip for sleeping better.",
    "给我一个睡得更好的建议。",
    "Write a sentence that contains the word “bridge”.",
    "用“桥”字写一个句子。",
    "How does a bicycle stay upright?",
    "自行车为什么不会倒？",
    "Why do leaves fall in autumn?",
    "树叶为什么会落？",
    "Tell me a fact about whales.",
    "告诉我一个关于鲸鱼的知识。",
    "How can I remember names better?",
    "怎样更好地记住别人的名字？",
    "What is a budget?",
    "什么是预算？",
    "Describe a harbour in one sentence.",
    "用一句话描写港口。",
    "Why do we have leap years?",
    "为什么会有闰年？",
    "Suggest a name for a grey cat.",
    "给一只灰猫起个名字。",
    "How do I make tea?",
    "怎样泡茶？",
    "What is the purpose of a password?",
    "密码有什么用？",
)
_TOGETHER = 8
_MOST_TOKENS = 48


def wanted(share: float, learnt: int) -> int:
    """How many general examples make up that share beside so many others."""
    return min(len(QUESTIONS), round(learnt * share / (1.0 - share)))


def rounds(count: int) -> int:
    """How often the base must be asked for so many answers."""
    return -(-count // _TOGETHER)


def file_in(folder: Path, base: str) -> Path:
    """Where a lesson keeps the answers of the base with this digest: another has other tokens."""
    return folder / f"general-{base}.json"


def known(file: Path) -> int:
    """How many are answered already."""
    return len(_known(file))


def answered(
    file: Path,
    model: "nn.Module",
    words: "Words",
    count: int,
    stopped: Callable[[], bool],
    device: str = "cpu",
) -> Iterator[tuple[int, int]]:
    """Let the base answer the first `count` questions into a file; how many of how many are done.
    Those that are there already are not asked again."""
    kept = _known(file)
    model.eval()
    while len(kept) < count and not stopped():
        asked = QUESTIONS[len(kept) : min(count, len(kept) + _TOGETHER)]
        prompts = [words.prompt((("user", each),)) for each in asked]
        for prompt, tokens in zip(
            prompts, sampling.chosen(model, words, prompts, _MOST_TOKENS, device), strict=True
        ):
            # An answer that was cut short has no end to be learnt.
            whole = len(tokens) < _MOST_TOKENS
            kept.append((len(prompt), [*prompt, *tokens, *([words.end] if whole else [])]))
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(kept).encode())
        yield len(kept), count


def pieces(file: Path, count: int, longest: int, first: int) -> list[Piece]:
    """The examples that `answered` has made, numbered from `first`."""
    found: list[Piece] = []
    for start, tokens in _known(file)[:count]:
        kept = tuple(tokens[:longest])
        if start < len(kept):
            found.append(Piece(first + len(found), kept, start))
    return found


def _known(file: Path) -> list[tuple[int, list[int]]]:
    try:
        return [(int(start), list(tokens)) for start, tokens in json.loads(file.read_text("utf-8"))]
    except (OSError, ValueError):
        return []
