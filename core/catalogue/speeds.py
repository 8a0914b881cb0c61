"""How fast models were on this computer: measured, and kept beside them."""

from core import paths
from core.catalogue.durable import read_json, write_json
from core.types import ModelSpeed

_FILE = ".speeds.json"


def keep_speed(speed: ModelSpeed) -> None:
    """Keep what was measured, in place of what was measured before."""
    folder = paths.models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    kept = read_json(folder / _FILE)
    kept[speed.name] = {"words_a_second": speed.words_a_second}
    write_json(folder / _FILE, kept)


def forget_speed(name: str) -> None:
    """Forget what was measured of a model that goes."""
    file = paths.models_folder() / _FILE
    kept = read_json(file)
    if kept.pop(name, None) is not None:
        write_json(file, kept)


def speeds() -> dict[str, float]:
    """Words a second by the model's name."""
    found = {}
    for name, about in read_json(paths.models_folder() / _FILE).items():
        value = about.get("words_a_second") if isinstance(about, dict) else None
        if isinstance(value, int | float) and value > 0:
            found[name] = float(value)
    return found
