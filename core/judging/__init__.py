"""Whether a lesson helped: the exam taken in several ways, and what was forgotten."""
