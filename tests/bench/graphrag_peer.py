"""GraphRAG's extraction without a language model, as a process of its own beside ours.

    PYTHON tests/bench/graphrag_peer.py CORPUS.jsonl [SPACY_MODEL]

PYTHON is that of an environment with `graphrag` (MIT) and, for the extractor that needs one, a
spaCy model that can be imported; this project depends on neither. Runs the noun graph, the pruning
and the clusters of `graphrag index --method fast` with its defaults over one passage a text unit,
and prints one JSON object: seconds of each phase, what came out, and the peak of memory.
"""

import asyncio
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


class Rows:
    """A table of text units, as far as the noun graph asks for one."""

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    async def length(self) -> int:
        return len(self._texts)

    def __aiter__(self) -> Any:
        return self._rows()

    async def _rows(self) -> Any:
        for number, text in enumerate(self._texts):
            yield {"id": str(number), "text": text}


def main(arguments: list[str]) -> None:
    from graphrag.config.defaults import TextAnalyzerDefaults
    from graphrag.index.operations.build_noun_graph.build_noun_graph import build_noun_graph
    from graphrag.index.operations.build_noun_graph.np_extractors.cfg_extractor import (
        CFGNounPhraseExtractor,
    )
    from graphrag.index.operations.build_noun_graph.np_extractors.regex_extractor import (
        RegexENNounPhraseExtractor,
    )
    from graphrag.index.operations.cluster_graph import cluster_graph
    from graphrag.index.operations.prune_graph import prune_graph
    from graphrag_cache.noop_cache import NoopCache

    rows = Path(arguments[0]).read_text(encoding="utf-8").splitlines()
    texts = [row["text"] for row in map(json.loads, filter(None, rows))]
    defaults = TextAnalyzerDefaults()
    began = time.perf_counter()
    if len(arguments) > 1:
        name = "cfg"
        extractor: Any = CFGNounPhraseExtractor(
            model_name=arguments[1],
            max_word_length=defaults.max_word_length,
            include_named_entities=defaults.include_named_entities,
            exclude_entity_tags=defaults.exclude_entity_tags,
            exclude_pos_tags=defaults.exclude_pos_tags,
            exclude_nouns=defaults.exclude_nouns,
            word_delimiter=defaults.word_delimiter,
            noun_phrase_grammars={
                tuple(key.split(",")): value for key, value in defaults.noun_phrase_grammars.items()
            },
            noun_phrase_tags=defaults.noun_phrase_tags,
        )
    else:
        name = "regex_english"
        extractor = RegexENNounPhraseExtractor(
            defaults.exclude_nouns, defaults.max_word_length, defaults.word_delimiter
        )
    loaded = time.perf_counter()
    nodes, edges = asyncio.run(build_noun_graph(Rows(texts), extractor, True, NoopCache()))
    extracted = time.perf_counter()
    kept, joined = prune_graph(nodes, edges, min_node_freq=2, remove_ego_nodes=True)
    pruned = time.perf_counter()
    clusters = cluster_graph(joined, max_cluster_size=10, use_lcc=True, seed=0xDEADBEEF)
    ended = time.perf_counter()
    print(
        json.dumps(
            {
                "extractor": name,
                "passages": len(texts),
                "load": loaded - began,
                "extract": extracted - loaded,
                "prune": pruned - extracted,
                "cluster": ended - pruned,
                "nodes": len(nodes),
                "edges": len(edges),
                "nodes_kept": len(kept),
                "edges_kept": len(joined),
                "clusters": len(clusters),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "sample": sorted(kept["title"].tolist())[:: max(1, len(kept) // 20)][:20],
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1:])
