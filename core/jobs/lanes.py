"""A lane: one thread, one guarded resource, and the jobs that need it.

In a lane the most urgent job advances by one step (to its next yield) and then it is decided anew,
so a question overtakes a long import with no code for it. A paused job keeps its place. Cancelling
closes the generator at its next yield; its `finally` blocks run in the lane's thread.
"""

import threading
from collections.abc import Callable

from core.jobs.job import Job, JobState


class Lane:
    """Runs jobs one step at a time in a thread of its own."""

    def __init__(self, name: str, on_thread_end: Callable[[], None] = lambda: None) -> None:
        self.name = name
        self._jobs: list[Job] = []
        self._wake = threading.Condition()
        self._closing = False
        self._on_thread_end = on_thread_end
        self._thread = threading.Thread(target=self._run, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def add(self, job: Job) -> None:
        """Queue a job behind those of equal urgency."""
        with self._wake:
            self._jobs.append(job)
            self._jobs.sort(key=lambda each: each.urgency)
            self._wake.notify_all()

    def cancel(self, job: Job) -> None:
        """End a job at its next yield."""
        with self._wake:
            job.cancelled.set()
            self._wake.notify_all()

    def pause(self, job: Job) -> None:
        """Leave a job where it is at its next yield."""
        job.paused.set()

    def resume(self, job: Job) -> None:
        """Let a paused job go on."""
        with self._wake:
            job.paused.clear()
            self._wake.notify_all()

    def end(self) -> None:
        """Cancel everything and let the thread end; `close` waits for it."""
        with self._wake:
            self._closing = True
            for job in self._jobs:
                job.cancelled.set()
            self._wake.notify_all()

    def close(self, seconds: float = 5.0) -> None:
        """Cancel everything and end the thread, waiting at most so long for its step under way."""
        self.end()
        self._thread.join(seconds)

    def _next(self) -> Job | None:
        with self._wake:
            while True:
                for job in self._jobs:
                    if job.cancelled.is_set() or not job.paused.is_set():
                        return job
                    job.state = JobState.PAUSED
                if self._closing:
                    return None
                self._wake.wait()

    def _run(self) -> None:
        try:
            while (job := self._next()) is not None:
                self._step(job)
        finally:
            self._on_thread_end()

    def _step(self, job: Job) -> None:
        if job.cancelled.is_set():
            self._end_cancelled(job)
            return
        job.state = JobState.RUNNING
        try:
            event = next(job.road)
        except StopIteration as stop:
            self._end(job, JobState.DONE, stop.value, None)
        except BaseException as error:
            if job.cancelled.is_set():
                # Cancelling took away what its step under way was waiting for.
                self._end(job, JobState.CANCELLED, None, None)
            else:
                self._end(job, JobState.FAILED, None, error)
        else:
            job.on_event(job, event)

    def _end_cancelled(self, job: Job) -> None:
        error: BaseException | None = None
        try:
            job.road.close()
        except BaseException as raised:
            error = raised
        self._end(job, JobState.CANCELLED, None, error)

    def _end(self, job: Job, state: JobState, result: object, error: BaseException | None) -> None:
        job.state = state
        with self._wake:
            self._jobs.remove(job)
        job.on_end(job, result, error)
