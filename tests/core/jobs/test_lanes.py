"""Lanes: the urgent job goes first, pausing holds, cancelling cleans up, failures stay alone."""

import queue
import threading

from core.events import Progress, Stage
from core.jobs.job import Job, JobState
from core.jobs.lanes import Lane


class Listener:
    def __init__(self):
        self.told = queue.Queue()

    def event(self, job, event):
        self.told.put((job.name, event.done))

    def end(self, job, result, error):
        self.told.put((job.name, job.state, result, error))

    def job(self, road, name="job", urgency=1):
        return Job(1, name, urgency, road, self.event, self.end)

    def until_end(self, name):
        seen = []
        while True:
            told = self.told.get(timeout=10)
            seen.append(told)
            if told[0] == name and len(told) == 4:
                return seen


def counting(steps, result="result", hold=None, cleaned=None):
    try:
        for number in range(steps):
            yield Progress(Stage.PREPARING, number, steps)
            if hold is not None and number == 0:
                hold.wait(10)
        return result
    finally:
        if cleaned is not None:
            cleaned.set()


def test_a_job_tells_its_events_and_its_result():
    listener, lane = Listener(), Lane("test")
    lane.add(listener.job(counting(3)))
    told = listener.until_end("job")
    lane.close()
    assert [each[1] for each in told[:-1]] == [0, 1, 2]
    assert told[-1] == ("job", JobState.DONE, "result", None)


def test_an_urgent_job_overtakes_a_patient_one_between_two_steps():
    listener, lane = Listener(), Lane("test")
    hold = threading.Event()
    lane.add(listener.job(counting(50, hold=hold), "patient", urgency=2))
    assert listener.told.get(timeout=10) == ("patient", 0)
    lane.add(listener.job(counting(2), "urgent", urgency=0))
    hold.set()
    told = listener.until_end("patient")
    lane.close()
    names = [each[0] for each in told]
    first_urgent = names.index("urgent")
    assert names[first_urgent : first_urgent + 3] == ["urgent"] * 3
    assert names.count("patient") == 50


def test_a_cancelled_job_cleans_up_and_ends():
    listener, lane = Listener(), Lane("test")
    hold, cleaned = threading.Event(), threading.Event()
    job = listener.job(counting(1000, hold=hold, cleaned=cleaned))
    lane.add(job)
    listener.told.get(timeout=10)
    lane.cancel(job)
    hold.set()
    told = listener.until_end("job")
    lane.close()
    assert told[-1][1] is JobState.CANCELLED
    assert cleaned.is_set()


def test_a_paused_job_waits_while_others_go_on_and_then_goes_on_itself():
    listener, lane = Listener(), Lane("test")
    hold = threading.Event()
    job = listener.job(counting(10, hold=hold), "paused")
    lane.add(job)
    listener.told.get(timeout=10)
    lane.pause(job)
    hold.set()
    lane.add(listener.job(counting(2), "other", urgency=2))
    told = listener.until_end("other")
    assert job.state is JobState.PAUSED
    under_way = [("paused", 1)]
    assert [each for each in told if each[0] == "paused"] == under_way
    lane.resume(job)
    assert listener.until_end("paused")[-1][1] is JobState.DONE
    lane.close()


def test_a_failing_job_takes_nobody_with_it():
    def failing():
        yield Progress(Stage.PREPARING, 0, 1)
        raise ValueError("broken")

    listener, lane = Listener(), Lane("test")
    lane.add(listener.job(failing(), "bad"))
    lane.add(listener.job(counting(1), "good"))
    told = listener.until_end("good")
    lane.close()
    bad = next(each for each in told if each[0] == "bad" and len(each) == 4)
    assert bad[1] is JobState.FAILED
    assert isinstance(bad[3], ValueError)
    assert told[-1][1] is JobState.DONE


def test_closing_a_lane_ends_every_job():
    listener, lane = Listener(), Lane("test")
    cleaned = threading.Event()
    lane.add(listener.job(counting(10**9, cleaned=cleaned)))
    listener.told.get(timeout=10)
    lane.close()
    assert cleaned.is_set()


def test_a_step_that_fails_because_it_was_cancelled_is_no_failure():
    listener, lane = Listener(), Lane("test")
    begun, gone = threading.Event(), threading.Event()

    def waiting():
        begun.set()
        gone.wait(10)
        raise RuntimeError("what it waited for was taken away")
        yield

    job = listener.job(waiting())
    lane.add(job)
    begun.wait(10)
    lane.cancel(job)
    gone.set()
    assert listener.until_end("job")[-1] == ("job", JobState.CANCELLED, None, None)
    lane.close()
