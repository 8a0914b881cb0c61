"""Writes the set: passages and questions from the text files beside this one."""

import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
HELD_OUT = "hz"
LONGEST = 260
"""Characters of a passage that is cut from an article, where its lines allow it."""


@dataclass(frozen=True)
class Passage:
    """What a question may need."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Question:
    """Needs all of `gold`, the last of which holds the answer; `answers` are its wordings."""

    id: str
    text: str
    answers: tuple[str, ...]
    gold: tuple[str, ...]


def written_passages() -> list[Passage]:
    """The passages that were written for the set."""
    return [Passage(*row) for row in _rows("passages.txt")]


def written_questions() -> list[Question]:
    """The questions about them."""
    return [
        Question(name, text, tuple(answers.split("/")), tuple(gold.split()))
        for name, text, answers, gold in _rows("questions.txt")
    ]


def seed_passages(corpora: Path) -> list[Passage]:
    """The real articles, cut between lines."""
    found = []
    for file in sorted(Path(corpora, "documents", "seeds").glob("*.txt")):
        article = file.name.partition("_")[0]
        for number, text in enumerate(_cut(file.read_text(encoding="utf-8"))):
            found.append(Passage(f"{article}-{number}", "", text))
    return found


def seed_questions(passages: list[Passage]) -> list[Question]:
    """The questions about the real articles, their gold looked up by its phrase.

    Raises:
        LookupError: no passage has a phrase; the articles are other ones.
    """
    return [
        Question(
            name,
            text,
            # 1/10 is one answer.
            tuple([answers] if answers[0].isdigit() else answers.split("/")),
            tuple(_with_phrase(passages, phrase) for phrase in gold.split("&")),
        )
        for name, text, answers, gold in _rows("seed_questions.txt")
    ]


def write(
    folder: Path, corpora: Path | None, *, held_out: bool | None = None, titles: bool = True
) -> list[Question]:
    """Write corpus, questions and gold; without `corpora` the forty questions alone.

    `held_out` keeps the held-out half (True), the other (False) or both (None). Gives the
    questions that were written.
    """
    passages, questions = written_passages(), written_questions()
    if corpora is not None:
        seeds = seed_passages(corpora)
        passages, questions = passages + seeds, questions + seed_questions(seeds)
    if held_out is not None:
        questions = [each for each in questions if each.id.startswith(HELD_OUT) == held_out]
    folder.mkdir(parents=True, exist_ok=True)
    _lines(
        folder / "corpus.jsonl",
        [
            {"_id": each.id, "title": each.title if titles else "", "text": each.text}
            for each in passages
        ],
    )
    _lines(
        folder / "queries.jsonl",
        [{"_id": each.id, "text": each.text, "answers": list(each.answers)} for each in questions],
    )
    gold = [f"{each.id}\t{passage}\t1" for each in questions for passage in each.gold]
    rows = ["query-id\tcorpus-id\tscore", *gold]
    Path(folder, "qrels.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return questions


def _rows(name: str) -> list[list[str]]:
    lines = Path(HERE, name).read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line]


def _cut(text: str) -> list[str]:
    passages: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        if passages and len(passages[-1]) + len(line) < LONGEST:
            passages[-1] += "\n" + line
        else:
            passages.append(line)
    return passages


def _with_phrase(passages: list[Passage], wanted: str) -> str:
    article, _, phrase = wanted.partition(":")
    for passage in passages:
        if passage.id.startswith(f"{article}-") and phrase in passage.text:
            return passage.id
    raise LookupError(f"no passage of article {article} has “{phrase}”")


def _lines(path: Path, rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
