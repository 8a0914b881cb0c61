"""Models in the tour of pictures: the pages of their room, and a chat with a model.

No model comes with Lectern: the one that answers here is a server on loopback that recites. It
stands at the boundary to the network; what is drawn of its words is the real thing.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.types import Endpoint
from desktop.screens_map import MapTour

_RECITED = (
    "青禾文具 **2025 年**的净利润为 1860 万元 [1]。\n\n"
    "| 项目 | 金额 | 说明 |\n|---|---:|---|\n"
    "| 净利润 | 1860 万元 | 全年 [1] |\n| 研发投入 | 1035 万元 | 全年 [1] |\n\n"
    "1. 净利润比上一年有所增长 [1]。\n2. 总部将在明年搬迁 [2]。\n\n"
    "二者之比为 $\\frac{1035}{1860} = 0.56$。\n\n"
    "$$\\bar{p} = \\frac{1}{n}\\sum_{i=1}^{n} p_i$$\n\n"
    "```python\nprofit, research = 1860, 1035\nprint(research / profit)\n```\n"
)
_THOUGHT = "先看年度报告里的净利润，再核对研发投入。"
_TEXT = "A model reads in tokens: words, or pieces of words.\n每一句都能点开出处。"


class _Reciter(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on standard error."""

    def do_GET(self) -> None:
        """The list of models."""
        self._send("application/json", json.dumps({"data": [{"id": "recites"}]}).encode())

    def do_POST(self) -> None:
        """Recite, in events."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        deltas: list[dict[str, str]] = [{"reasoning_content": _THOUGHT}]
        deltas += [{"content": _RECITED[at : at + 8]} for at in range(0, len(_RECITED), 8)]
        chunks = [{"choices": [{"index": 0, "delta": each}]} for each in deltas]
        last = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
        lines = [f"data: {json.dumps(each)}\n\n" for each in (*chunks, last)]
        self._send("text/event-stream", "".join([*lines, "data: [DONE]\n\n"]).encode())

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class ModelsTour(MapTour):
    """Walks through the models' room, then asks a model."""

    def _models(self) -> None:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Reciter)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = Endpoint("Ollama", f"http://127.0.0.1:{server.server_port}/v1", "recites")
        away = Endpoint("DeepSeek", "https://api.deepseek.com/v1", "deepseek-chat")
        try:
            self._session.change_settings(endpoints=(here, away))
            self._rooms()
            self._chat(here)
        finally:
            self._session.change_settings(endpoints=(), writing_model="", answering="")
            server.shutdown()
            server.server_close()

    def _rooms(self) -> None:
        from desktop.models.pane import TABS, ModelsPane

        pane = self._window.room("models")
        assert isinstance(pane, ModelsPane)
        self._window.show_room("models")
        for name in TABS:
            pane.show_tab(name)
            self._pause(900)
            if name == "lab":
                pane.lab.questions.setPlainText(
                    "青禾文具2025年的净利润是多少？\n入职满一年有几天年假？"
                )
                pane.lab.cards[1].choose("Ollama")
                pane.lab.run()
                self._until(pane.lab.run_button.isVisible)
            elif name == "tokens":
                pane.tokens.model.setCurrentIndex(pane.tokens.model.count() - 1)
                pane.tokens.field.setPlainText(_TEXT)
                self._until(lambda: bool(pane.tokens.count.text()))
            self._shoot(f"models-{name}")
        pane.show_tab(TABS[0])

    def _chat(self, here: Endpoint) -> None:
        from desktop.chat.pane import ChatPane

        chat = self._window.room("ask")
        assert isinstance(chat, ChatPane)
        self._session.change_settings(answering=here.name)
        self._session.conversation_requested.emit()
        self._pause(400)
        self._shoot("ask-by-model")
        chat.ask("青禾文具2025年的净利润是多少？")
        self._until(lambda: not chat.open.asking)
        self._pause(1200)
        self._shoot("answer-by-model")
        chat.transcript.verticalScrollBar().setValue(0)
        self._pause(400)
        self._shoot("answer-by-model-top")
