"""The models in the models folder, also those that the person put there by hand."""

from collections.abc import Iterator
from pathlib import Path

from core import paths
from core.catalogue import provenance, sources
from core.catalogue.entries import listings
from core.catalogue.fitting import need_of_file, need_of_folder
from core.catalogue.reading_models import Facts, KnownFacts
from core.catalogue.speeds import speeds
from core.errors import ModelMissing
from core.types import LOCAL, InstalledModel, ModelKind


def installed() -> tuple[InstalledModel, ...]:
    """Every model in the models folder; what is wrong with one is in its `problem`."""
    folder = paths.models_folder()
    if not folder.is_dir():
        return ()
    known, measured = KnownFacts(folder), speeds()
    made = []
    for path in _models(folder):
        name = LOCAL + path.relative_to(folder).as_posix()
        try:
            made.append(_model(name, path, known.of(name, path), measured.get(name, 0.0)))
        except OSError:
            continue  # gone in this moment, or not to be read
    known.save()
    return tuple(made)


def of_entry(entry: str) -> InstalledModel | None:
    """The model that came from an entry of the catalogue and can be used."""
    return next((each for each in installed() if each.entry == entry and not each.problem), None)


def path_of(name: str) -> Path:
    """The file or folder of a model by its name, "local:" and its place in the models folder.

    Raises:
        ModelMissing: there is no such model.
    """
    folder = paths.models_folder()
    place = name.removeprefix(LOCAL)
    path = folder / place
    outside = ".." in Path(place).parts or Path(place).is_absolute()
    if not name.startswith(LOCAL) or not place or outside or not path.exists():
        raise ModelMissing(name=place or name)
    return path


def home_of(path: Path) -> Path:
    """What a model is removed by, and what its provenance stands beside: the file, or the folder
    that its files have to themselves."""
    folder = paths.models_folder()
    return path if path.parent == folder else folder / path.relative_to(folder).parts[0]


def _models(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir(), key=lambda each: each.name.lower()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            inside = [each for each in _files(path) if each.suffix.lower() == ".gguf"]
            if inside:
                yield from (each for each in inside if _is_first(each))
            elif any(path.iterdir()):
                yield path
        elif path.suffix.lower() == ".gguf" and _is_first(path):
            yield path


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def _is_first(path: Path) -> bool:
    """Whether a file stands for a model: it is whole, or the first of its parts that is there."""
    named = sources.part(path.name)
    if named is None or named[1] == 1:
        return True
    stem, number, count = named
    return not any(
        path.with_name(f"{stem}-{before:05}-of-{count:05}.gguf").exists()
        for before in range(1, number)
    )


def _model(name: str, path: Path, facts: Facts, measured: float) -> InstalledModel:
    origin = provenance.read(home_of(path))
    listed = next((each for each in listings() if each.entry.id == origin.entry), None)
    kind = facts.kind
    if not facts.problem and origin.kind:
        kind = ModelKind(origin.kind) if origin.kind in list(ModelKind) else kind
    need = None
    if not facts.problem:
        need = need_of_folder(facts) if path.is_dir() else need_of_file(facts)
    return InstalledModel(
        name=name,
        title=origin.title or facts.title,
        kind=kind,
        path=str(path),
        bytes=facts.bytes,
        architecture=facts.architecture,
        parameters=listed.entry.parameters if listed else facts.parameters,
        quantisation=facts.quantisation,
        context_tokens=facts.context_tokens,
        entry=origin.entry,
        licence=origin.licence or facts.licence,
        problem=facts.problem,
        words_a_second=measured,
        need=need,
    )
