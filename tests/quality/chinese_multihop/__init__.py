"""Sixty Chinese questions that need two passages each, as a question set in BEIR layout.

Forty are about `passages.txt`, which was written for them: a town, its people, firms, crafts and
rivers, with namesakes, other names and passages that share words with the right ones. Twenty are
about real articles (`seeds` in LECTERN_CORPORA), whose gold passages are found by a short phrase.
Ids that begin with `hz` are held out: nothing may be tuned on them.

LECTERN_CORPORA=… python -m tests.quality.chinese_multihop FOLDER [--held-out | --for-tuning]
"""
