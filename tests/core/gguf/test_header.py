"""A head says where its tensors end; a file that is shorter is refused before it is opened."""

from pathlib import Path

import gguf
import pytest

from core.gguf import header
from core.gguf.header import read_header
from tests.tiny_llama import FORMATS, random_model


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_file_that_lacks_one_byte_is_refused(tmp_path: Path, form: str) -> None:
    whole = random_model().gguf(form)
    assert read_header(whole).size == whole.stat().st_size
    # Behind the last tensor there may be up to an alignment of nothing.
    reader = gguf.GGUFReader(str(whole))
    end = max(int(each.data_offset) + int(each.n_bytes) for each in reader.tensors)
    short = tmp_path / "short.gguf"
    short.write_bytes(whole.read_bytes()[:end])
    read_header(short)
    short.write_bytes(whole.read_bytes()[: end - 1])
    with pytest.raises(ValueError, match="ends before"):
        read_header(short)


def test_sizes_of_blocks_are_those_of_the_format() -> None:
    known = {int(kind): size for kind, size in gguf.GGML_QUANT_SIZES.items()}
    assert {kind: known[kind] for kind in header._BLOCKS if kind in known} == {
        kind: size for kind, size in header._BLOCKS.items() if kind in known
    }
    assert len(set(header._BLOCKS) & set(known)) > 25
