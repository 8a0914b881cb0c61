"""Write the set to a folder whose name ends in -zh, for the evaluation to read."""

import argparse
import os
from pathlib import Path

from tests.quality.chinese_multihop.making import write

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("folder", type=Path)
which = parser.add_mutually_exclusive_group()
which.add_argument("--held-out", dest="held_out", action="store_true", default=None)
which.add_argument("--for-tuning", dest="held_out", action="store_false", default=None)
parser.add_argument("--no-titles", dest="titles", action="store_false")
options = parser.parse_args()
corpora = os.environ.get("LECTERN_CORPORA")
if not corpora:
    print("LECTERN_CORPORA names no folder of real articles: without the questions about them")
written = write(
    options.folder,
    Path(corpora) if corpora else None,
    held_out=options.held_out,
    titles=options.titles,
)
print(f"{len(written)} questions in {options.folder}")
