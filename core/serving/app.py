"""The HTTP interface: its routes, their description, and how errors leave it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI, Path
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from core import __version__
from core.errors import LecternError
from core.serving import token
from core.serving.chat import Chat
from core.serving.embeddings import embedded
from core.serving.failures import Refusal, refusal_of
from core.serving.guard import Guard
from core.serving.limits import Limits
from core.serving.naming import offered
from core.serving.shapes import (
    ChatReply,
    ChatRequest,
    EmbeddingsReply,
    EmbeddingsRequest,
    ErrorReply,
    Health,
    ModelCard,
    ModelList,
)
from core.serving.work import Work

if TYPE_CHECKING:
    from core.knowledge_base import KnowledgeBase

_DESCRIPTION = (
    "A library of documents, asked by other programs on this computer. Requests and replies are "
    "those of OpenAI’s API; answers from the library say in `lectern` which sentences of which "
    "documents they rest on. An MCP server is at `/mcp`."
)
_ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ErrorReply, "description": "The request cannot be answered as it is."},
    "5XX": {"model": ErrorReply, "description": "A model, or Lectern, did not work."},
}
_EVENT = {"type": "object", "properties": {"data": {"type": "string"}}, "required": ["data"]}
_STREAM = {
    200: {
        "content": {"text/event-stream": {"itemSchema": _EVENT}},
        "description": "The answer; as an event stream where `stream` is true.",
    }
}


def build(
    library: "KnowledgeBase",
    port: int,
    limits: Limits | None = None,
    answered: Callable[[], None] = lambda: None,
    mcp_only: bool = False,
) -> tuple[Guard, Work]:
    """The whole application for a server at a port, guarded, and the work it does."""
    from core.serving.mcp_server import http_endpoint

    limits = limits or Limits()
    work = Work(limits)
    endpoint, sessions = http_endpoint(library, work, limits)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with sessions.run():
            yield

    app = FastAPI(
        title="Lectern",
        version=__version__,
        description=_DESCRIPTION,
        license_info={"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        lifespan=lifespan,
        # The pages that show a description fetch their scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        responses=_ERRORS,
    )
    _tell_errors(app)
    _put_health(app, library, work)
    if not mcp_only:
        _put_routes(app, library, work, limits)
    # Nothing is kept of a client, so there is nothing to be told later by a GET.
    route = Route("/mcp", endpoint=endpoint, methods=["POST"], include_in_schema=False)
    app.router.routes.append(route)
    _describe_token(app)
    return Guard(app, port, token.is_right, limits, answered), work


def _put_health(app: FastAPI, library: "KnowledgeBase", work: Work) -> None:
    @app.get("/health", tags=["library"], operation_id="health")
    async def health() -> Health:
        """Say whether the library can be asked."""
        summary = await work.lookup(library.summary)
        return Health(version=__version__, documents=summary.documents, waiting=summary.waiting)


def _put_routes(app: FastAPI, library: "KnowledgeBase", work: Work, limits: Limits) -> None:
    chat = Chat(library, work, limits)
    began = int(time.time())

    @app.get("/v1/models", tags=["models"], operation_id="list_models")
    async def models() -> ModelList:
        """List the models that can be named."""
        names = await work.lookup(offered)
        return ModelList(
            data=[ModelCard(id=name, created=began, owned_by=by) for name, by in names.items()]
        )

    @app.get("/v1/models/{model:path}", tags=["models"], operation_id="get_model")
    async def model(model: str = Path(min_length=1, max_length=500)) -> ModelCard:
        """Tell of one model."""
        names = await work.lookup(offered)
        if model not in names:
            raise Refusal(404, f"There is no model “{model}”.", "model_not_found", "model")
        return ModelCard(id=model, created=began, owned_by=names[model])

    @app.post(
        "/v1/chat/completions",
        tags=["answers"],
        operation_id="chat",
        response_model=ChatReply,
        response_model_exclude_none=True,
        responses=_STREAM,  # type: ignore[arg-type]
    )
    async def completions(request: ChatRequest) -> Response:
        """Answer the last message, from the library or by a writing model."""
        return await chat.answer(request)

    @app.post(
        "/v1/embeddings",
        tags=["answers"],
        operation_id="embed",
        response_model_exclude_none=True,
    )
    async def embeddings(request: EmbeddingsRequest) -> EmbeddingsReply:
        """Turn texts into vectors, as the library's passages were."""
        return await embedded(library, work, request)


def _describe_token(app: FastAPI) -> None:
    """Say in the description that every request shows the token; the guard sees to it."""
    made = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = made()
            schema.setdefault("components", {})["securitySchemes"] = {
                "token": {"type": "http", "scheme": "bearer"}
            }
            schema["security"] = [{"token": []}]
        return app.openapi_schema or schema

    app.openapi = described  # type: ignore[method-assign]


def _tell_errors(app: FastAPI) -> None:
    for kind in (Refusal, LecternError, Exception):
        app.add_exception_handler(kind, partial(_told, refused=refusal_of))
    app.add_exception_handler(HTTPException, partial(_told, refused=_of_framework))
    app.add_exception_handler(RequestValidationError, partial(_told, refused=_of_form))


async def _told(_: Request, error: Exception, refused: Callable[[Any], Refusal]) -> JSONResponse:
    refusal = refused(error)
    return JSONResponse(
        jsonable_encoder(refusal.body), status_code=refusal.status, headers=refusal.headers
    )


def _of_framework(error: HTTPException) -> Refusal:
    words = {404: "There is nothing at this address.", 405: "Not with this method."}
    message = words.get(error.status_code, str(error.detail))
    codes = {404: "not_found", 405: "method_not_allowed"}
    code = codes.get(error.status_code, "bad_request")
    return Refusal(error.status_code, message, code, headers=dict(error.headers or {}))


def _of_form(error: RequestValidationError) -> Refusal:
    """The first thing that is wrong with a body; what was sent is not repeated."""
    first = error.errors()[0]
    place = [str(each) for each in first["loc"] if each != "body"]
    where = ".".join(place)[:200]
    status = 404 if first["loc"][:1] == ("path",) else 400
    return Refusal(status, f"{where or 'body'}: {first['msg']}", "bad_request", where or None)
