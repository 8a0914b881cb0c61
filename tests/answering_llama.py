"""A tiny Llama trained on the spot to answer the sample library's questions from a prompt.

It knows the answers by heart, in both languages; what it does with the prompt is to find which of
the passages says so, and to write that one's number behind the sentence. It learns that on prompts
in Lectern's layout, with the passages of the sample documents in any order, cut in many ways and
numbered from anywhere. Asked what it was never asked, it says that the documents do not say. Once
per version of the recipe; about two minutes of one core.
"""

import json
import os
import random
from functools import cache
from pathlib import Path
from typing import Any

from core import paths
from core.generation import prompt_layout
from core.types import Passage, PromptStyle
from tests.tiny_llama import (
    CONTEXT,
    END,
    FORMATS,
    START,
    TinyModel,
    made_once,
    sample_texts,
    save,
    save_tokenizer,
    write_gguf,
)

ANSWERS = {
    "青禾文具2025年的净利润是多少？": "净利润为 1860 万元",
    "研发投入为什么增加？": "原因是公司新建了一间恒温恒湿实验室",
    "谁负责北仑新仓库的搬迁？": "物流部的何立群负责北仑新仓库的搬迁工作",
    "入职满一年有几天年假？": "入职满一年的员工每年享有七天带薪年假",
    "A5 线圈本的单价是多少？": "A5 线圈本的单价是 6.5 元",
    "股东大会什么时候召开？": "股东大会定于 2026 年 4 月 18 日在宁波召开",
    "When was the lighthouse built?": "The lighthouse was built in 1874",
    "What should I do if the fire alarm rings?": (
        "Lead visitors to the assembly point at the flagpole on the quay"
    ),
    "May visitors bring their dogs?": (
        "Dogs are welcome in the garden and on the quay if they are kept on a lead"
    ),
    "How much is a family ticket?": "A family ticket costs 21 pounds",
    "When will the new display cases arrive?": (
        "The new display cases will arrive on Thursday, 12 March 2026"
    ),
    "How often should the herb bed be watered?": "Water the herb bed twice a week in summer",
}
"""What it answers, without the mark of the source and the full stop."""
UNKNOWN = {
    "zh": ("熊猫吃什么竹子？", "谁写了红楼梦？", "公司有多少辆汽车？", "明天天气怎么样？"),
    "en": (
        "Who won the chess cup?",
        "What is the capital of Peru?",
        "How tall is the tower in metres?",
        "What do pandas eat?",
    ),
}
_STEPS, _LONG_STEPS, _AT_ONCE = 480, 40, 2
_LAYERS, _HIDDEN = 3, 256
_RATE, _MATRIX_RATE = 0.003, 0.02
_NUMBER = 5.0
"""How much more than other tokens the number of a passage counts."""


def answering_model() -> TinyModel:
    """The model, trained when it is wanted for the first time."""
    return TinyModel(made_once(f"answering-{_digest()}", _train))


@cache
def _digest() -> str:
    import hashlib

    recipe = hashlib.sha256(Path(__file__).read_bytes())
    recipe.update(Path(prompt_layout.__file__).read_bytes())
    recipe.update((Path(__file__).parent / "sample_passages.json").read_bytes())
    return recipe.hexdigest()[:8]


class _Prompts:
    """Prompts in Lectern's layout, by chance, as tokens with what is to be learned of each."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(7)
        file = Path(__file__).parent / "sample_passages.json"
        self.passages = json.loads(file.read_text(encoding="utf-8"))
        self.systems = {
            language: prompt_layout.system_text("", language, PromptStyle.ZERO_SHOT)
            for language in ("en", "zh")
        }
        questions = paths.resources_folder() / "sample" / "questions.json"
        said = json.loads(questions.read_text(encoding="utf-8"))
        self.facts = []
        for language in ("zh", "en"):
            for each in said[language]:
                question, proof = each["question"], each["answer"]
                source = self._source(question, proof)
                self.facts.append((question, ANSWERS[question], source, language, proof))
        texts = sample_texts() + list(self.systems.values()) * 3
        texts += [each["title"] + each["heading"] + each["text"] for each in self.passages]
        texts += [f"{fact[1]} [1]. [2]\n" for fact in self.facts]
        self.tokenizer = save_tokenizer(folder, texts)
        self._numbers: dict[str, list[int]] = {}

    def _source(self, question: str, proof: str) -> int:
        """The passage that answers a question: it has the most of its letters, of those it may
        be."""
        could = [at for at, each in enumerate(self.passages) if proof in each["text"]]
        words = {question[at : at + 2].lower() for at in range(len(question) - 1)}

        def fits(at: int) -> float:
            text = (self.passages[at]["title"] + self.passages[at]["text"]).lower()
            return sum(word in text for word in words) - len(text) / 1e4

        return max(could, key=fits)

    def tokens(self, text: str) -> list[int]:
        if text not in self._numbers:
            if len(self._numbers) > 20_000:
                self._numbers.clear()
            self._numbers[text] = self.tokenizer(text)["input_ids"]
        return self._numbers[text]

    def one(self, facts: int, others: int, whole: bool) -> "_Example":
        """A conversation about some facts, with other passages among those that tell them."""
        chance, learn = self.chance, _Example()
        end = [*self.tokens(END), *self.tokens("\n")]
        system = self.tokens(self.systems[chance.choice(("zh", "en"))])
        if not whole:
            start = chance.randrange(len(system))
            system = system[start : start + 8]
        learn.add([*self._role("system"), *system, *end])
        learn.jump(0 if whole else chance.choice((0, 0, 100, 300)))
        asked = chance.sample(self.facts, facts)
        given = {fact[2]: fact[4] for fact in asked}
        for at in chance.sample(range(len(self.passages)), others):
            given.setdefault(at, "")
        order = list(given)
        chance.shuffle(order)
        first = chance.choice((1, 1, 1, chance.randrange(1, 6)))
        number = {at: first + place for place, at in enumerate(order)}
        learn.add([*self._role("user"), *self.tokens(f"<{prompt_layout.FENCE}>\n")])
        for place, at in enumerate(order):
            text = self.tokens(self._passage(number[at], at, given[at], whole))
            learn.add(text[:2])
            learn.add(text[2:60], about=number[at])
            learn.add(text[60:])
            learn.add(self.tokens("\n\n" if place < len(order) - 1 else "\n"))
            learn.jump(0 if whole else chance.choice((0, chance.randrange(150))))
        learn.add(self.tokens(f"</{prompt_layout.FENCE}>\n\n"))
        turns: list[tuple[str, str, int, str]] = [
            (question, answer, number[source], language)
            for question, answer, source, language, _ in asked
        ]
        if chance.random() < 0.35:
            language = chance.choice(("zh", "en"))
            question = chance.choice(UNKNOWN[language])
            turns.insert(chance.randrange(len(turns) + 1), (question, "", -1, language))
        for place, (question, answer, source, language) in enumerate(turns):
            learn.add(self._role("user") if place else [])
            learn.add(self.tokens(prompt_layout._QUESTION[language].format(question)))
            learn.add([*end, *self._role("assistant")], wanted=source)
            if answer:
                learn.add(self.tokens(answer), 0.5, wanted=source)
                learn.add(self.tokens(" ["), 1.0, wanted=source)
                learn.add(self.tokens(str(source)), _NUMBER)
                learn.add(self.tokens("]" + ("。" if language == "zh" else ".")), 0.5)
            else:
                learn.add(self.tokens(prompt_layout.NOT_SAID[language]), 1.0)
            learn.add(self.tokens(END), 1.0)
            learn.add(self.tokens("\n"))
        return learn

    def _role(self, name: str) -> list[int]:
        return [*self.tokens(START), *self.tokens(f"{name}\n")]

    def _passage(self, number: int, at: int, proof: str, whole: bool) -> str:
        """A passage as the prompt has it, whole or a piece of it that holds the proof."""
        chance, about = self.chance, self.passages[at]
        text = about["text"]
        if not whole:
            lines = [line for line in text.split("\n") if line.strip()]
            holding = [line for line in lines if proof in line] if proof else []
            text = "\n".join(holding) or chance.choice(lines)
            width = chance.choice((8, 16, 30)) + len(proof)
            if len(text) > width:
                start = text.find(proof) if proof else chance.randrange(len(text) - width + 1)
                start = max(0, start - chance.randrange(width // 2))
                text = text[start : start + width + len(proof)]
        heading = about["heading"] if whole or chance.random() < 0.85 else ""
        page = chance.choice((1, 1, 2, 3, 4))
        passage = Passage(0, "", about["title"], page, 0, 0, text, heading, 0.0, ())
        return prompt_layout.passage_text(number, passage)


class _Example:
    """Tokens, their places, how much each counts, and which passage they are or mean."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.places: list[int] = []
        self.weights: list[float] = []
        self.about: list[int] = []
        self.wanted: list[int] = []
        self._at = 0

    def add(self, ids: list[int], weight: float = 0.0, about: int = -1, wanted: int = -1) -> None:
        for id in ids:
            self.ids.append(id)
            self.places.append(self._at)
            self.weights.append(weight)
            self.about.append(about)
            self.wanted.append(wanted)
            self._at += 1

    def jump(self, places: int) -> None:
        """Leave places out: prompts are longer than what is learned from."""
        self._at += places


def _train(folder: Path) -> None:
    import torch

    torch.manual_seed(7)
    before = torch.get_num_threads()
    # More threads than cores wait for each other on a busy machine.
    torch.set_num_threads(max(1, min(2, (os.cpu_count() or 1) // 2)))
    try:
        prompts = _Prompts(folder)
        model = _untrained(len(prompts.tokenizer))
        _learn(model, prompts)
    finally:
        torch.set_num_threads(before)
    model.config._attn_implementation = "sdpa"
    save(folder, model)
    for form in FORMATS:
        write_gguf(folder, folder / f"{folder.name}-{form}.gguf", form)


def _untrained(words: int) -> Any:
    from transformers import LlamaConfig, LlamaForCausalLM

    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=words,
            hidden_size=_HIDDEN,
            intermediate_size=_HIDDEN,
            num_hidden_layers=_LAYERS,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=64,
            max_position_embeddings=CONTEXT,
            rope_parameters={"rope_type": "default", "rope_theta": 10_000.0},
            bos_token_id=None,
            tie_word_embeddings=False,
            attn_implementation="eager",
        )
    )


def _learn(model: Any, prompts: _Prompts) -> None:
    """Learn the answers, and, shown where to look, the numbers of their passages.

    Besides the next token two things are taught directly, which would take thousands of steps to
    be found by themselves: every token of a passage shall know its number after the first layer,
    and the answer shall look at the tokens of its passage in the last one.
    """
    import torch
    from torch.nn import functional

    knows, means = torch.nn.Linear(_HIDDEN, 64), torch.nn.Linear(_HIDDEN, 64)
    turning = {name for name, each in model.named_parameters() if "self_attn" in name}
    matrices = [each for name, each in model.named_parameters() if name in turning]
    others = [each for name, each in model.named_parameters() if name not in turning]
    others += [*knows.parameters(), *means.parameters()]
    usual = torch.optim.AdamW(others, lr=_RATE, betas=(0.9, 0.95), weight_decay=0.0)
    orthogonal = _Orthogonal(matrices)
    total = _STEPS + _LONG_STEPS
    for step in range(total):
        rate = min(1.0, (step + 1) / 20) * min(1.0, (1 - step / total) / 0.4 + 0.02)
        if step < _STEPS:
            some = [
                prompts.one(4, prompts.chance.choice((0, 0, 1)), False) for _ in range(_AT_ONCE)
            ]
        else:
            some = [prompts.one(4, prompts.chance.choice((2, 4, 8, 12)), True)]
        ids, places, weights, about, wanted = _batch(some)
        out = model.model(
            input_ids=ids,
            position_ids=places,
            attention_mask=torch.ones_like(ids),
            use_cache=False,
            output_hidden_states=True,
            output_attentions=True,
        )
        counts = weights[:, 1:] > 0
        logits = model.lm_head(out.last_hidden_state[:, :-1][counts])
        weight = weights[:, 1:][counts]
        told = functional.cross_entropy(logits, ids[:, 1:][counts], reduction="none")
        loss = (told * weight).sum() / weight.sum()
        here = about >= 0
        loss = loss + 0.5 * functional.cross_entropy(knows(out.hidden_states[1][here]), about[here])
        row, place = torch.where(wanted >= 0)
        meant = wanted[row, place]
        loss = loss + 0.5 * functional.cross_entropy(means(out.hidden_states[3][row, place]), meant)
        looked = out.attentions[2][row, :2, place, :].mean(1)
        right = (looked * (about[row] == meant[:, None])).sum(1)
        loss = loss - 0.5 * (right + 1e-6).log().mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in usual.param_groups:
            group["lr"] = _RATE * rate
        orthogonal.step(_MATRIX_RATE * rate)
        usual.step()
        usual.zero_grad()
    model.eval()


def _batch(some: list[_Example]) -> list[Any]:
    import torch

    length = max(len(each.ids) for each in some)
    fields = (("ids", 0), ("places", 0), ("weights", 0.0), ("about", -1), ("wanted", -1))
    return [
        torch.tensor([getattr(each, name) + [blank] * (length - len(each.ids)) for each in some])
        for name, blank in fields
    ]


class _Orthogonal:
    """Muon (Jordan 2024): steps of matrices with their singular values made equal.

    torch's own works in bfloat16, which takes seconds a step on processors without it.
    """

    def __init__(self, matrices: list[Any]) -> None:
        import torch

        self._matrices = matrices
        self._momentum = [torch.zeros_like(each) for each in matrices]

    def step(self, rate: float) -> None:
        import torch

        with torch.no_grad():
            for matrix, momentum in zip(self._matrices, self._momentum, strict=True):
                momentum.lerp_(matrix.grad, 0.05)
                step = matrix.grad.lerp(momentum, 0.95)
                matrix.grad = None
                wide = step if step.shape[0] <= step.shape[1] else step.T
                wide = wide / (wide.norm() + 1e-7)
                for _ in range(5):
                    square = wide @ wide.T
                    wide = 3.4445 * wide + (2.0315 * square @ square - 4.7750 * square) @ wide
                step = wide if step.shape[0] <= step.shape[1] else wide.T
                matrix.add_(step, alpha=-rate * max(1.0, step.shape[0] / step.shape[1]) ** 0.5)
