"""Weights in ggml's blocks: made into numbers by ggml's own code, as the chat does it.

Through ctypes, which lets go of Python's lock, so that rows are read by several threads at once.
"""

import ctypes
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.llama.library import LlamaError, library

if TYPE_CHECKING:
    import torch

F32, F16, BF16 = 0, 1, 30
"""Types whose values are numbers already."""
_LEAST = 1 << 16
"""Numbers below which a second thread costs more than it brings."""


class _Traits(ctypes.Structure):
    """The beginning of ggml's `struct ggml_type_traits`."""

    _fields_ = (
        ("type_name", ctypes.c_char_p),
        ("blck_size", ctypes.c_int64),
        ("blck_size_interleave", ctypes.c_int64),
        ("type_size", ctypes.c_size_t),
        ("is_quantized", ctypes.c_bool),
        ("to_float", ctypes.c_void_p),
    )


_TO_FLOAT = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)


@cache
def _ggml() -> Any:
    llama_cpp = library()
    folder = Path(llama_cpp.__file__).parent / "lib"
    names = ("libggml-base.so", "libggml-base.dylib", "ggml-base.dll")
    for name in names:
        if (folder / name).exists():
            found = ctypes.CDLL(str(folder / name))
            found.ggml_get_type_traits.restype = ctypes.POINTER(_Traits)
            found.ggml_get_type_traits.argtypes = (ctypes.c_int,)
            found.ggml_blck_size.restype = ctypes.c_int64
            found.ggml_type_size.restype = ctypes.c_size_t
            return found
    raise LlamaError("ggml's library is not where llama.cpp was installed")


class Format:
    """How a type of ggml lays numbers out."""

    def __init__(self, kind: int) -> None:
        """`kind` is ggml's number of the type.

        Raises:
            LlamaError: this build of ggml cannot read it.
        """
        traits = _ggml().ggml_get_type_traits(kind).contents
        # What this module believes of the structure is compared with what ggml says itself.
        if (traits.blck_size, traits.type_size) != (
            _ggml().ggml_blck_size(kind),
            _ggml().ggml_type_size(kind),
        ):
            raise LlamaError("ggml's description of types has changed its form")
        if not traits.to_float and kind != F32:
            raise LlamaError(f"weights of type {kind} cannot be read")
        self.kind = kind
        self.name = traits.type_name.decode()
        self.block: int = traits.blck_size
        """Numbers in a block."""
        self.block_bytes: int = traits.type_size
        self._read = _TO_FLOAT(traits.to_float) if traits.to_float else None

    def row_bytes(self, columns: int) -> int:
        """Bytes of a row."""
        return columns // self.block * self.block_bytes

    def numbers(self, rows: "torch.Tensor", columns: int, threads: int = 1) -> "torch.Tensor":
        """Rows of blocks, uint8 (n, bytes of a row) with rows unbroken, as float32 (n, columns)."""
        import torch

        count = rows.shape[0]
        made = torch.empty((count, columns), dtype=torch.float32)
        if self._read is None:
            return made.copy_(rows.view(torch.float32))
        source, target = rows.data_ptr(), made.data_ptr()
        width, stride = self.row_bytes(columns), 4 * columns
        parts = min(threads, count, max(1, count * columns // _LEAST))
        edges = [count * part // parts for part in range(parts + 1)]

        def read(part: int) -> None:
            first, last = edges[part], edges[part + 1]
            assert self._read is not None
            self._read(source + first * width, target + first * stride, (last - first) * columns)

        if parts == 1:
            read(0)
        else:
            list(_threads().map(read, range(parts)))
        return made


@cache
def format_of(kind: int) -> Format:
    """The layout of a type, looked up once."""
    return Format(kind)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="blocks")
