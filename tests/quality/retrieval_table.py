"""Each retriever over each chunker on every question set, as one Markdown table.

LECTERN_CORPORA=… python -m tests.quality.retrieval_table [--retriever NAME]… [--chunker NAME]…
[--limit N] [SET…]
"""

import argparse
import sys
from pathlib import Path

from core.registry import names
from tests.quality.sets import measured, question_sets

FIGURES = ("recall@1", "recall@5", "recall@10", "all@5", "ndcg@10", "map")
HEAD = (
    "set", "chunker", "retriever", *FIGURES,
    "p50 ms", "p95 ms", "index s", "chunks", "questions",
)  # fmt: skip


def main() -> None:
    """Print the table, a set after the other as they are measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", type=Path, metavar="SET")
    parser.add_argument("--retriever", action="append", default=[])
    parser.add_argument("--chunker", action="append", choices=names("chunkers"))
    parser.add_argument("--limit", type=int, default=0)
    options = parser.parse_args()
    # Without a model the chunker that asks one cuts as the recursive one does.
    chunkers = options.chunker or [name for name in names("chunkers") if name != "model"]
    sources = options.sets or question_sets()
    if not sources:
        sys.exit("LECTERN_CORPORA holds no question sets")
    print(_row(HEAD))
    print(_row("---" for _ in HEAD))
    for source in sources:
        for chunker in chunkers:
            found = measured(source, *options.retriever, chunkers=[chunker], limit=options.limit)
            for each in found.retrieval:
                print(
                    _row(
                        (
                            source.name,
                            chunker,
                            each.retriever,
                            *(f"{each.scores[figure]:.3f}" for figure in FIGURES),
                            f"{each.p50_milliseconds:.0f}",
                            f"{each.p95_milliseconds:.0f}",
                            f"{each.index_seconds:.1f}",
                            each.chunks,
                            each.questions,
                        )
                    ),
                    flush=True,
                )


def _row(cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"  # type: ignore[call-overload]


if __name__ == "__main__":
    main()
