"""Letting a writing model read documents for the knowledge graph, if the person wants.

    planning     what of a document one request is about
    asking       asking about it: bounded, checked, patient with a busy server
    reading      the road: stretch by stretch, kept as it goes, then the graph is assembled again
    estimating   the road: what that would take, from a sample
    reporting    what communities are about, in the model's words

What it says stands beside what the rules found, never in its place.
"""
