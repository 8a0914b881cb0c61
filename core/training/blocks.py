"""Weights in ggml's blocks: made into numbers by ggml's own code, as the chat does it.

Through ctypes, which lets go of Python's lock, so that rows are read by several threads at once.
"""

import ctypes
from collections.abc import Callable
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
            found.ggml_quantize_requires_imatrix.restype = ctypes.c_bool
            found.ggml_quantize_chunk.restype = ctypes.c_size_t
            found.ggml_quantize_chunk.argtypes = (
                ctypes.c_int,
                ctypes.c_void_p,
                ctypes.c_void_p,
                ctypes.c_int64,
                ctypes.c_int64,
                ctypes.c_int64,
                ctypes.c_void_p,
            )
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

        def read(first: int, last: int) -> None:
            assert self._read is not None
            self._read(source + first * width, target + first * stride, (last - first) * columns)

        _in_parts(read, count, columns, threads)
        return made

    @property
    def needs_importance(self) -> bool:
        """Whether numbers are put into it only by means of what matters more and what less."""
        return bool(_ggml().ggml_quantize_requires_imatrix(self.kind))

    def blocks(self, numbers: "torch.Tensor", threads: int = 1) -> "torch.Tensor":
        """Rows of numbers, float32 (n, columns), unbroken, as uint8 (n, bytes of a row)."""
        import torch

        count, columns = numbers.shape
        made = torch.empty((count, self.row_bytes(columns)), dtype=torch.uint8)
        source, target = numbers.data_ptr(), made.data_ptr()
        width, stride = self.row_bytes(columns), 4 * columns

        def write(first: int, last: int) -> None:
            _ggml().ggml_quantize_chunk(
                self.kind,
                source + first * stride,
                target + first * width,
                0,
                last - first,
                columns,
                None,
            )

        _in_parts(write, count, columns, threads)
        return made


def _in_parts(work: Callable[[int, int], None], count: int, columns: int, threads: int) -> None:
    """Do rows in as many parts at once as there are threads."""
    parts = min(threads, count, max(1, count * columns // _LEAST))
    edges = [count * part // parts for part in range(parts + 1)]
    if parts == 1:
        work(0, count)
    else:
        list(_threads().map(work, edges[:-1], edges[1:]))


@cache
def format_of(kind: int) -> Format:
    """The layout of a type, looked up once."""
    return Format(kind)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="blocks")
