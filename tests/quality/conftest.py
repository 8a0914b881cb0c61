"""Real documents for measurements, where this computer has them."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def corpora():
    """Folder of document collections, named by LECTERN_CORPORA."""
    folder = os.environ.get("LECTERN_CORPORA")
    if not folder:
        pytest.skip("LECTERN_CORPORA names no folder of real documents")
    return Path(folder)
