"""What the HTTP interface takes and gives, in OpenAI's shapes; also its OpenAPI description.

Types are strict, fields that Lectern does not know are passed over: clients send many.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_MESSAGES = 500
MOST_CHARACTERS = 1_000_000
"""Of one text."""
MOST_TEXTS = 512
"""That are embedded in one request."""
_Text = Annotated[str, Field(max_length=MOST_CHARACTERS)]


class _Taken(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", allow_inf_nan=False)


class TextPart(_Taken):
    """A piece of a message."""

    type: Literal["text"]
    text: _Text


class CalledFunction(_Taken):
    """The function that a model called."""

    name: str = Field(max_length=200)
    arguments: _Text = "{}"


class CalledTool(_Taken):
    """A tool that a model called."""

    id: str = Field(max_length=200)
    type: Literal["function"] = "function"
    function: CalledFunction


class SaidMessage(_Taken):
    """A message of the conversation so far. Only text is read."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: _Text | Annotated[list[TextPart], Field(max_length=MOST_MESSAGES)] | None = None
    tool_calls: Annotated[list[CalledTool], Field(max_length=64)] | None = None
    tool_call_id: Annotated[str, Field(max_length=200)] | None = None


class JsonSchema(_Taken):
    """The shape that a reply shall have."""

    name: str = Field(default="reply", max_length=200)
    schema_: dict[str, Any] = Field(alias="schema")


class PlainFormat(_Taken):
    """A reply in words, or in any JSON."""

    type: Literal["text", "json_object"]


class SchemaFormat(_Taken):
    """A reply in JSON of a certain shape."""

    type: Literal["json_schema"]
    json_schema: JsonSchema


class OfferedFunction(_Taken):
    """A function that a writing model may call."""

    name: str = Field(min_length=1, max_length=200)
    description: _Text | None = None
    parameters: dict[str, Any] | None = None


class OfferedTool(_Taken):
    """A tool that a writing model may call."""

    type: Literal["function"]
    function: OfferedFunction


class StreamOptions(_Taken):
    """What a stream holds besides the reply."""

    include_usage: bool = False


class ChatRequest(_Taken):
    """A question, as the last message of a conversation."""

    model: str = Field(
        min_length=1,
        max_length=500,
        examples=["lectern-quotes"],
        description="One of /v1/models: “lectern” answers from the library as Lectern’s settings "
        "say, “lectern-quotes” in the documents’ own sentences; the others are plain writing "
        "models, which know nothing of the library.",
    )
    messages: list[SaidMessage] = Field(
        min_length=1,
        max_length=MOST_MESSAGES,
        examples=[[{"role": "user", "content": "What do the documents say?"}]],
        description="The last one must be the user’s. “lectern” and “lectern-quotes” take earlier "
        "ones as context and pass over those of the roles system, developer and tool.",
    )
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    temperature: float | None = Field(default=None, ge=0.0, le=2.0)
    max_tokens: int | None = Field(default=None, ge=1, le=1_000_000)
    max_completion_tokens: int | None = Field(default=None, ge=1, le=1_000_000)
    n: Literal[1] | None = None
    stop: (
        Annotated[str, Field(min_length=1, max_length=200)]
        | Annotated[list[Annotated[str, Field(min_length=1, max_length=200)]], Field(max_length=16)]
        | None
    ) = None
    response_format: PlainFormat | SchemaFormat | None = Field(
        default=None, description="Of plain writing models."
    )
    tools: Annotated[list[OfferedTool], Field(max_length=128)] | None = Field(
        default=None, description="Of plain writing models that take them; else passed over."
    )


class EmbeddingsRequest(_Taken):
    """Texts to be turned into vectors by the library's own reading model."""

    model: str = Field(min_length=1, max_length=500, examples=["lectern-embeddings"])
    input: (
        Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]
        | Annotated[
            list[Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS)]],
            Field(min_length=1, max_length=MOST_TEXTS),
        ]
    ) = Field(examples=[["a text", "another one"]])
    encoding_format: Literal["float", "base64"] | None = None
    dimensions: int | None = Field(default=None, ge=1, le=1_000_000)


# ---- what is given -------------------------------------------------------------------------------


class ErrorDetail(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class ErrorReply(BaseModel):
    """In place of an answer."""

    error: ErrorDetail


class Health(BaseModel):
    """Whether the library can be asked."""

    status: Literal["ok"] = "ok"
    version: str
    documents: int
    waiting: int
    """Files that are still being prepared."""


class ModelCard(BaseModel):
    """A model that can be named in a request."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str


class ModelList(BaseModel):
    """All of them."""

    object: Literal["list"] = "list"
    data: list[ModelCard]


class CitedPlace(BaseModel):
    """A stretch of a document, which a sentence rests on."""

    document: str
    title: str
    page: int
    start: int
    end: int
    quote: str


class CitedSentence(BaseModel):
    """A sentence of the answer and what it rests on."""

    text: str
    support: str
    start: int
    end: int
    citations: list[CitedPlace]


class FoundPassage(BaseModel):
    """A passage that was found for the question."""

    document: str
    title: str
    page: int
    start: int
    end: int
    score: float
    text: str


class Grounds(BaseModel):
    """What an answer from the library rests on."""

    sentences: list[CitedSentence]
    passages: list[FoundPassage]
    waiting: int
    """Files that were still being prepared."""


class ReplyFunction(BaseModel):
    """The function that the model calls."""

    name: str
    arguments: str


class ReplyTool(BaseModel):
    """A tool that the model calls."""

    index: int
    id: str
    type: Literal["function"] = "function"
    function: ReplyFunction


class ReplyMessage(BaseModel):
    """The answer."""

    role: Literal["assistant"] = "assistant"
    content: str | None
    reasoning_content: str | None = None
    tool_calls: list[ReplyTool] | None = None


class ReplyChoice(BaseModel):
    """There is always one."""

    index: int = 0
    message: ReplyMessage
    finish_reason: Literal["stop", "length", "tool_calls"]


class PromptTokens(BaseModel):
    """Of the prompt's tokens …"""

    cached_tokens: int = 0
    """… those that the model had read before."""


class TokensTaken(BaseModel):
    """Tokens that a model read and wrote; none where none did."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0
    prompt_tokens_details: PromptTokens | None = None


class ChatReply(BaseModel):
    """A whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[ReplyChoice]
    usage: TokensTaken
    lectern: Grounds | None = None


class Embedding(BaseModel):
    """A vector."""

    object: Literal["embedding"] = "embedding"
    index: int
    embedding: list[float] | str
    """Numbers, or base64 of little-endian float32."""


class EmbeddingsReply(BaseModel):
    """A vector of length 1 for each text."""

    object: Literal["list"] = "list"
    data: list[Embedding]
    model: str
    usage: TokensTaken
