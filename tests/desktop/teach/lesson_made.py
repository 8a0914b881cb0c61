"""Lessons as the engine would tell them, made for tests and pictures of the page."""

import dataclasses
import math
import random
import time

from core.types import (
    ExamQuestion,
    ExamQuestionKind,
    Lesson,
    LessonDetail,
    LessonPlan,
    LessonPoint,
    LessonState,
    LessonVerdict,
    MethodFigures,
    SampleAnswer,
    WayScore,
)

PLAN = LessonPlan("Support answers", "local:qwen2.5-1.5b-instruct-q4_k_m.gguf")
ID = "0123456789ab"


def lesson(state=LessonState.RUNNING, **values):
    """A lesson at step 90 of 145."""
    known = {
        "step": 90, "steps": 145, "loss": 0.61, "held_out": 0.8, "best_step": 90,
        "seconds": 4700.0, "seconds_left": 2880.0, "tokens_a_second": 118.2,
        "memory_bytes": 3_100_000_000, "available_bytes": 8_000_000_000, "device": "cpu",
        "saved": time.time() - 125, "examples": 1240, "trainable": 9_232_384,
        "parameters": 1_543_714_304, "route": "adapter",
    }  # fmt: skip
    return Lesson(ID, PLAN, state, time.time() - 5000, **(known | values))


def done(**values):
    known = {
        "step": 145, "held_out": 0.78, "best_step": 138, "seconds_left": -1.0,
        "exported": "/data/lessons/0123456789ab/export/adapter.gguf", "file_bytes": 37_000_000,
    }  # fmt: skip
    return lesson(LessonState.DONE, **(known | values))


def points(last=90, every=6, rising=False):
    """A course that falls, noisy; held-out examples each few steps."""
    chance = random.Random(4)
    made = []
    for step in range(1, last + 1):
        way = 0.55 + 3.0 * math.exp(-step / 26)
        loss = max(0.05, way + chance.uniform(-0.09, 0.09))
        held = -1.0
        if step % every == 0 or step == 1:
            held = way + 0.17
            if rising and step > last * 0.6:
                held += (step - last * 0.6) / last * 2
        made.append(LessonPoint(step, loss, held, 118.0, step * 52.0))
    return tuple(made)


def samples(step=90):
    return (
        SampleAnswer(
            step,
            "How long do I have to return something?",
            "You can usually return products within a reasonable time. Please check the policy.",
            "You have 30 days. Bring the receipt to any branch; the refund is on your card in"
            " three working days.",
        ),
        SampleAnswer(
            step,
            "退货需要带什么？",
            "一般来说，您可以在合理的时间内退货，请查看相关政策。",
            "请带上小票和原包装，在 30 天内到任意门店办理退货。",
        ),
    )


def detail(of=None, **values):
    return LessonDetail(of or lesson(), points(), (*samples(30), *samples(90)), **values)


def verdict(helped="yes", forgot=0.0):
    scores = {
        "yes": ((0.31, 0.22), (0.71, 0.61), (0.58, 0.48), (0.84, 0.76)),
        "no": ((0.31, 0.22), (0.71, 0.61), (0.30, 0.21), (0.66, 0.56)),
        "unclear": ((0.31, 0.22), (0.71, 0.61), (0.38, 0.28), (0.74, 0.64)),
    }[helped]
    ways = tuple(
        WayScore(way, score, low, 2 * score - low, 84)
        for way, (score, low) in zip(("base", "rag", "tuned", "tuned_rag"), scores, strict=True)
    )
    best = max(ways, key=lambda each: each.score).way
    return LessonVerdict(ways, best, helped, forgot, 1_790_000_000.0)


def questions(count=84):
    return tuple(
        ExamQuestion(at, ExamQuestionKind.CLOZE, f"Question {at}?", "", ())
        for at in range(1, count + 1)
    )


def figures():
    return (
        MethodFigures("full", 1.0, 6_900_000_000, 21.4, 18, 3_100_000_000, 0.55, 0.6, 0.11),
        MethodFigures("lora", 0.00598, 3_100_000_000, 7.9, 26, 37_000_000, 0.61, 0.58, 0.01),
        MethodFigures("lora-plus", 0.00598, 3_100_000_000, 7.9, 22, 37_000_000, 0.6, 0.59, 0.01),
        MethodFigures("lora-fa", 0.00301, 3_050_000_000, 7.6, 34, 37_000_000, 0.64, 0.55, 0.0),
        MethodFigures("vera", 0.00041, 3_000_000_000, 9.8, 0, 812_000_000, 0.92, 0.41, 0.0),
    )


def changed(one, **values):
    return dataclasses.replace(one, **values)
