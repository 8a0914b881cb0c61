"""What a running job says: its name, how far it is, how long it may still take."""

from PySide6.QtCore import QCoreApplication

from core.events import Progress, Stage
from desktop import translations
from desktop.session import RunningJob

BY_SHARE = ("compare_exam", "compare_methods")
"""Jobs whose progress counts no things: their share is told."""
OF_BYTES = (Stage.DOWNLOADING, Stage.COPYING, Stage.VERIFYING)
"""Stages whose progress counts bytes."""


def title(verb_name: str) -> str:
    """What a job does, in a few words."""
    translate = QCoreApplication.translate
    words = {
        "prepare_files": translate("jobs", "Preparing your documents"),
        "add_sample": translate("jobs", "Adding the sample documents"),
        "reread_documents": translate("jobs", "Reading documents again"),
        "check_library": translate("jobs", "Checking the library"),
        "make_exam": translate("jobs", "Making exam questions"),
        "before_and_after": translate("jobs", "Trying the other way on your exam"),
        "take_exam": translate("jobs", "Taking the exam"),
        "compare_exam": translate("jobs", "Trying other ways on the exam"),
        "estimate_recipe": translate("jobs", "Working out what it takes"),
        "prepare_recipe": translate("jobs", "Preparing your documents another way"),
        "update_graph": translate("jobs", "Updating the map"),
        "estimate_graph_reading": translate("jobs", "Working out what it takes"),
        "read_graph_with_model": translate("jobs", "The writing model reads for the map"),
        "download_model": translate("jobs", "Downloading a model"),
        "import_model": translate("jobs", "Copying a model"),
        "measure_model": translate("jobs", "Measuring a model"),
        "run_lab": translate("jobs", "Comparing answers"),
        "export_conversation": translate("jobs", "Saving the conversation"),
        "make_examples": translate("jobs", "Making examples"),
        "gather_examples": translate("jobs", "Making examples"),
        "estimate_lesson": translate("jobs", "Working out what it takes"),
        "run_lesson": translate("jobs", "Teaching"),
        "keep_lesson": translate("jobs", "Keeping what was learnt"),
        "judge_lesson": translate("jobs", "Taking the exam with what was learnt"),
        "compare_methods": translate("jobs", "Comparing ways of teaching"),
        "export_lesson": translate("jobs", "Saving what was learnt"),
        "import_lesson": translate("jobs", "Bringing back what was learnt"),
    }
    return words.get(verb_name, translate("jobs", "Working"))


def state(job: RunningJob) -> str:
    """How far a job is, on one line: "Preparing 34 of 200 · about 3 minutes left"."""
    translate = QCoreApplication.translate
    if job.cancelling:
        return translate("jobs", "Stopping…")
    if job.progress is None:
        return title(job.verb_name) + "…"
    by_share = job.verb_name in BY_SHARE
    if job.paused:
        return _counted(job.progress, by_share, translate("jobs", "Paused"))
    counted = _counted(job.progress, by_share)
    left = time_left(job.progress)
    return f"{counted} · {left}" if left else counted


def time_left(progress: Progress) -> str:
    """ "about 3 minutes left", or nothing while that is not known."""
    if progress.seconds_left < 0 or progress.done >= progress.total:
        return ""
    translate = QCoreApplication.translate
    length = translations.duration(progress.seconds_left)
    return translate("jobs", "about %1 left").replace("%1", length)


def _counted(progress: Progress, by_share: bool, instead: str = "") -> str:
    translate = QCoreApplication.translate
    words = {
        Stage.READING: translate("jobs", "Reading"),
        Stage.RECOGNISING: translate("jobs", "Recognising scans"),
        Stage.PREPARING: translate("jobs", "Preparing"),
        Stage.INDEXING: translate("jobs", "Putting in order"),
        Stage.SEARCHING: translate("jobs", "Searching"),
        Stage.CHECKING: translate("jobs", "Checking"),
        Stage.THINKING: translate("jobs", "Writing"),
        Stage.EXAMINING: translate("jobs", "Exam"),
        Stage.MAPPING: translate("jobs", "Updating the map"),
        Stage.DOWNLOADING: translate("jobs", "Downloading"),
        Stage.COPYING: translate("jobs", "Copying"),
        Stage.VERIFYING: translate("jobs", "Checking what came"),
        Stage.LOADING: translate("jobs", "Loading"),
        Stage.MEASURING: translate("jobs", "Measuring"),
        Stage.COMPARING: translate("jobs", "Comparing"),
        Stage.TEACHING: translate("jobs", "Learning"),
        Stage.EXPORTING: translate("jobs", "Writing and testing what was learnt"),
    }
    stage = instead or words[progress.stage]
    if by_share and progress.total:
        share = translations.percent(progress.done / progress.total)
        return f"{stage} · {share}"
    if progress.total <= 0:
        return stage
    counted = translate("jobs", "%1 · %2 of %3") if instead else translate("jobs", "%1 %2 of %3")
    done, total = _counts(progress)
    for mark, word in (("%1", stage), ("%2", done), ("%3", total)):
        counted = counted.replace(mark, word)
    return counted


def _counts(progress: Progress) -> tuple[str, str]:
    """How much is done and how much there is, in words."""
    if progress.stage in OF_BYTES:
        return translations.file_size(progress.done), translations.file_size(progress.total)
    # The file being worked on counts as begun: "Preparing 1 of 1", not "0 of 1".
    done = min(progress.done + 1, progress.total)
    return translations.number(done), translations.number(progress.total)
