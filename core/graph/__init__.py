"""The knowledge graph as pure functions: no store, no library, no model.

    reading      what one document says by itself: tokens, names, aliases, senses, quantities
    lexicon      which of all the names that were found are names, and of what kind
    matching     where the names of the lexicon stand in the tokens of a document
    relations    what a sentence says of two names in it
    merging      names to entities: aliases, homonyms, corrections by hand
    assembly     all of it to one Graph of arrays
    communities, reports, layout, looking, paths, walking   what is done with a Graph

A document is read once, whatever the others say; everything that depends on all documents is a
function of the readings and the corrections. So an incremental change and a build from nothing come
to the same Graph, byte for byte.
"""
