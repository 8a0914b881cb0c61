"""Names of plugs and where their classes live; nothing is imported before it is used.

Other packages may join a table with an entry point in the group `lectern.<table>`.
"""

from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from core.errors import BadRequest

PARSERS = {
    "pdf": "core.parsing.pdf:PdfParser",
    "image": "core.parsing.image:ImageParser",
    "docx": "core.parsing.docx:DocxParser",
    "pptx": "core.parsing.pptx:PptxParser",
    "xlsx": "core.parsing.xlsx:XlsxParser",
    "xls": "core.parsing.xls:XlsParser",
    "odf": "core.parsing.odf:OdfParser",
    "rtf": "core.parsing.rtf:RtfParser",
    "epub": "core.parsing.epub:EpubParser",
    "html": "core.parsing.html:HtmlParser",
    "xml": "core.parsing.xml_article:XmlParser",
    "markdown": "core.parsing.markdown:MarkdownParser",
    "asciidoc": "core.parsing.asciidoc:AsciidocParser",
    "notebook": "core.parsing.notebook:NotebookParser",
    "text": "core.parsing.plain_text:PlainTextParser",
    "csv": "core.parsing.csv:CsvParser",
    "eml": "core.parsing.email:EmlParser",
    "msg": "core.parsing.outlook:OutlookParser",
    "legacy_office": "core.parsing.legacy_office:LegacyOfficeParser",
}

CHUNKERS = {
    "fixed": "core.chunking.fixed:FixedChunker",
    "recursive": "core.chunking.recursive:RecursiveChunker",
    "semantic": "core.chunking.semantic:SemanticChunker",
    "structure": "core.chunking.structure:StructureChunker",
    "model": "core.chunking.by_model:ModelChunker",
}

EMBEDDERS = {
    "minilm": "core.embedding.sentence_transformer:BuiltInEmbedder",
    "folder": "core.embedding.sentence_transformer:FolderEmbedder",
    "gguf": "core.embedding.gguf:GgufEmbedder",
    "endpoint": "core.embedding.endpoint:EndpointEmbedder",
}

RETRIEVERS = {
    "vector": "core.retrieval.vector:VectorRetriever",
    "keyword": "core.retrieval.keyword:KeywordRetriever",
    "hybrid": "core.retrieval.hybrid:HybridRetriever",
    "rrf": "core.retrieval.rank_fusion:RankFusionRetriever",
    "sections": "core.retrieval.sections:SectionRetriever",
    "overview": "core.retrieval.overview:OverviewRetriever",
    "fusion": "core.retrieval.rag_fusion:RagFusionRetriever",
    "hyde": "core.retrieval.hyde:HydeRetriever",
    "decompose": "core.retrieval.decompose:DecomposingRetriever",
    "rerank": "core.retrieval.reranked:RerankedRetriever",
    "graph": "core.retrieval.graph:GraphRetriever",
    "path": "core.retrieval.graph_path:PathRetriever",
    "global": "core.retrieval.graph_global:GlobalRetriever",
}

RERANKERS = {
    "cross-encoder": "core.reranking.cross_encoder:CrossEncoderReranker",
    "model": "core.reranking.by_model:ModelReranker",
}

MODELS = {
    "endpoint": "core.models.endpoint:EndpointModel",
    "local": "core.models.local:LocalModel",
    "lesson": "core.lessons.taught:TaughtModel",
}

WRITERS = {
    "quoting": "core.generation.quoting:QuotingWriter",
    "model": "core.generation.by_model:ModelWriter",
}

TABLES = {
    "parsers": PARSERS,
    "chunkers": CHUNKERS,
    "embedders": EMBEDDERS,
    "retrievers": RETRIEVERS,
    "rerankers": RERANKERS,
    "models": MODELS,
    "writers": WRITERS,
}


def names(table: str) -> list[str]:
    """All names in a table, those of other packages included."""
    return [*TABLES[table], *(point.name for point in entry_points(group=f"lectern.{table}"))]


def resolve(table: str, name: str) -> Any:
    """The class called `name`.

    Raises:
        BadRequest: no plug of that name.
    """
    if name in TABLES[table]:
        module, _, attribute = TABLES[table][name].partition(":")
        return getattr(import_module(module), attribute)
    for point in entry_points(group=f"lectern.{table}", name=name):
        return point.load()
    known = ", ".join(names(table))
    raise BadRequest(reason=f"There is no “{name}” among the {table}: {known}.")
