"""What llama.cpp takes and says it takes, measured in a process of its own: JSON on stdout.

Arguments: file, context tokens, number format of the cache, tokens of a step, tokens to read.
"""

import ctypes
import gc
import json
import re
import sys
from pathlib import Path

import psutil

_SIZE = re.compile(r"(KV|RS|compute|model|output) buffer size =\s+([\d.]+) MiB")


def main() -> None:
    """Open the model, fill the context, tell."""
    from core.llama import library as loading
    from core.llama.context import LlamaContext, Opening

    file, context, cache, step, count = Path(sys.argv[1]), *sys.argv[2:]
    library = loading.library()
    said: list[str] = []
    heard = library.llama_log_callback(
        lambda level, text, about: said.append(text.decode("utf-8", "replace"))
    )
    library.llama_log_set(heard, ctypes.c_void_p(0))
    opened = LlamaContext(
        file,
        Opening(
            context_tokens=int(context), cache=cache, step=int(step), threads=2, batch_threads=2
        ),
    )
    opened.decode([7 * at % 200 for at in range(int(count))], 0, 0)
    opened.logits()
    gc.collect()
    buffers: dict[str, float] = {}
    for kind, size in _SIZE.findall("".join(said)):
        buffers[kind] = buffers.get(kind, 0.0) + float(size) * (1 << 20)
    taken = psutil.Process().memory_info().rss
    told = {"buffers": buffers, "resident": taken}
    sys.stdout.write(json.dumps(told))
    opened.close()
    library.llama_log_set(loading._nothing_said(library), ctypes.c_void_p(0))


if __name__ == "__main__":
    main()
