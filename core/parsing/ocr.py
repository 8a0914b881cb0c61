"""Text recognition in pictures by RapidOCR (PP-OCRv6, Chinese and English, models on board)."""

import os
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEAST_SCORE = 0.5
_LONGEST_SIDE = 2000
"""Pixels; an A4 page at 170 dots an inch. At 2400 recognition holds over a gigabyte."""


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of text in a picture; a box in pixels for each character, zeros where it has none."""

    text: str
    boxes: list[tuple[float, float, float, float]]
    score: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The lines of a picture turned by `turns` quarter turns counter-clockwise to stand upright."""

    lines: list[RecognisedLine]
    turns: int


def recognise(picture: "NDArray[np.uint8]") -> Recognised:
    """Lines of text in an RGB picture of shape (height, width, 3), whichever way up it lies."""
    import numpy as np

    turns = 0
    found = _detected(picture)
    if _lies_on_its_side(found.boxes):
        turns = 1
        found = _detected(np.ascontiguousarray(np.rot90(picture, turns)))
    if _stands_on_its_head(found.labels):
        turns += 2
        found = _detected(np.ascontiguousarray(np.rot90(picture, turns)))
    return Recognised(_lines(found), turns % 4)


@dataclass(slots=True)
class _Found:
    boxes: list[Any]
    texts: list[str]
    scores: list[float]
    words: list[Any]
    labels: list[str]


@cache
def _engine() -> Any:
    import logging

    import rapidocr

    threads = max(1, min(4, (os.cpu_count() or 2) // 2))
    engine = rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "Global.max_side_len": _LONGEST_SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def _detected(picture: "NDArray[np.uint8]") -> _Found:
    """One pass over the picture; RapidOCR's own steps, because its answer leaves out the turns."""
    engine = _engine()
    # RapidOCR takes OpenCV's order of colours.
    picture = picture[:, :, ::-1]
    image, record = engine.preprocess_img(picture)
    detected, turned, read, crops = engine.run_ocr_steps(image, record)
    labels = [str(label) for label, _ in (turned.cls_res or ())]
    answer = engine.build_final_output(picture, detected, turned, read, crops, record)
    texts = getattr(answer, "txts", None)
    if not texts or answer.boxes is None:
        return _Found([], [], [], [], labels)
    words = list(answer.word_results or ())
    if len(words) != len(texts):
        words = [()] * len(texts)
    return _Found(list(answer.boxes), list(texts), list(answer.scores), words, labels)


def _lies_on_its_side(boxes: list[Any]) -> bool:
    tall = wide = 0.0
    for box in boxes:
        width, height = _extent(box)
        if height > 1.5 * width:
            tall += height
        elif width > 1.5 * height:
            wide += width
    return tall > 1.5 * wide and tall > 0


def _stands_on_its_head(labels: list[str]) -> bool:
    return len(labels) >= 2 and sum(label == "180" for label in labels) > 0.6 * len(labels)


def _extent(box: Any) -> tuple[float, float]:
    xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
    return max(xs) - min(xs), max(ys) - min(ys)


def _lines(found: _Found) -> list[RecognisedLine]:
    lines: list[RecognisedLine] = []
    for box, text, score, words in zip(
        found.boxes, found.texts, found.scores, found.words, strict=True
    ):
        if score < _LEAST_SCORE or not text.strip():
            continue
        xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
        around = (min(xs), min(ys), max(xs), max(ys))
        lines.append(RecognisedLine(text, _character_boxes(text, around, words), float(score)))
    return lines


def _character_boxes(
    text: str, around: tuple[float, float, float, float], words: Any
) -> list[tuple[float, float, float, float]]:
    """Boxes that tile the line: each ends where the next begins, midway between their centres."""
    x0, y0, x1, y1 = around
    centres: list[float | None] = [None] * len(text)
    at = 0
    for word in words:
        found = text.find(word[0], at)
        if found < 0:
            continue
        xs = [float(point[0]) for point in word[2]]
        centres[found] = (min(xs) + max(xs)) / 2
        at = found + len(word[0])
    places = _filled(centres, x0, x1, len(text))
    edges = [x0, *((a + b) / 2 for a, b in pairwise(places)), x1]
    return [(edges[i], y0, max(edges[i + 1], edges[i] + 0.5), y1) for i in range(len(text))]


def _filled(centres: list[float | None], x0: float, x1: float, count: int) -> list[float]:
    """Centres with the unknown ones set between their neighbours, never falling."""
    known = [(-0.5, x0), *((float(i), c) for i, c in enumerate(centres) if c is not None)]
    rising = [known[0]]
    for place, centre in known[1:]:
        if rising[-1][1] <= centre <= x1:
            rising.append((place, centre))
    rising.append((count - 0.5, x1))
    places: list[float] = []
    at = 0
    for index in range(count):
        while rising[at + 1][0] < index:
            at += 1
        (left, left_x), (right, right_x) = rising[at], rising[at + 1]
        places.append(left_x + (right_x - left_x) * (index - left) / (right - left))
    return places
