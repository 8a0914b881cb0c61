"""Our side of bench_training.py, in a process of its own: as training_peer.py, a step at a line.

python -m tests.bench.training_turns FOLDER ROWS BATCH EVEN STEPS ACCUMULATION THREADS FAST
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.training_material import rows


class Always:
    """Leave at once."""

    def wait(self, held_up: Callable[[], None]) -> bool:
        return True


def main() -> None:
    """Train."""
    folder, count, batch, even, steps, accumulation, threads, fast = sys.argv[1:]
    import torch

    from core.training import memory
    from core.training.batches import Piece
    from core.training.computing import Means
    from core.training.fast import LowerLayers, first_learning
    from core.training.loop import Loop, Material
    from core.training.method import made
    from core.training.opened_base import open_base
    from core.training.quick import quicken
    from core.types import LessonPlan

    torch.set_num_threads(int(threads))
    plan = LessonPlan(
        "bench",
        "local:bench",
        batch=int(batch) * int(accumulation),
        epochs=1000,
        rate=2e-4,
        fast=bool(int(fast)),
    )
    base = open_base(Path(folder), int(threads))
    method = made("lora")
    model = method.wrap(base, plan)
    data = rows(int(count), bool(int(even)))
    pieces = [Piece(number, each.tokens, each.start) for number, each in enumerate(data)]
    quick = quicken(model)
    assert quick is not None
    with tempfile.TemporaryDirectory() as place:
        feeding = None
        if plan.fast:
            feeding = LowerLayers(Path(place), quick, first_learning(model), pieces, "")
        loop = Loop(
            model,
            method,
            plan,
            Material(pieces),
            2e-4,
            Path(place),
            Means("cpu", int(threads), False),
            feeding=feeding,
        )
        if feeding is not None:
            began = time.perf_counter(), time.process_time()
            for piece in pieces:
                loop.feed([piece])
            once = (time.perf_counter() - began[0], time.process_time() - began[1])
            print(json.dumps({"ready": True, "once": [each / len(pieces) for each in once]}))
        else:
            print(json.dumps({"ready": True}))
        sys.stdout.flush()
        for _ in range(int(steps)):
            if not sys.stdin.readline():
                break
            began = time.perf_counter(), time.process_time()
            for _ in loop.one_step(Always()):
                pass
            wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
            print(json.dumps({"wall": wall, "cpu": cpu}), flush=True)
        sys.stdin.readline()
        print(json.dumps({"peak": memory.peak()}), flush=True)


if __name__ == "__main__":
    main()
