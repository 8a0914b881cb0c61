"""Why these places: how the question was searched, what each way found, and what was left out."""

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import (
    Candidate,
    Citation,
    Fate,
    Hindrance,
    LegReport,
    SearchNotice,
    SearchReport,
)
from desktop import theme
from desktop.chat.candidate_row import BAR_HEIGHT, TONES, CandidateRow
from desktop.chat.graph_trace_view import GraphTraceView
from desktop.theme import Space
from desktop.widgets.buttons import Button
from desktop.widgets.text import Words

FEW = 8
"""Places listed before a person asks for all."""
_SHOWN = ("vector", "keyword", "section", "part", "rerank", "bridge", "graph", "path", "report")
"""Legs that have a bar; the others only shift places a little."""


class _Tone(QWidget):
    """A bar's colour beside its word in the legend."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setFixedSize(QSize(Space.L, Space.S))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A short bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(TONES[self._number % len(TONES)]))
        top = (self.height() - BAR_HEIGHT) / 2
        painter.drawRoundedRect(0, round(top), self.width(), BAR_HEIGHT, 2, 2)


class SearchReportView(QWidget):
    """A report in words, and the found places as rows that open; made when it is first wanted."""

    citation_chosen = Signal(object)
    map_wanted = Signal(object)
    """Ids of the entities to look at."""
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: SearchReport | None = None
        self._drawn: SearchReport | None = None
        self._all = False
        self._paged: set[str] = set()
        self.rows: list[CandidateRow] = []
        self.graph: GraphTraceView | None = None
        self.more = Button("", "link")
        self.more.setProperty("flush", "left")
        self.more.clicked.connect(self._show_all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, 0, Space.L, 0)
        self._column.setSpacing(Space.XS)

    def show_report(self, report: SearchReport | None) -> None:
        """Show how a question was searched; nothing for None."""
        if report is not self._report:
            self._all = False
        self._report = report
        if self.isVisible():
            self._fill()

    def unfold(self, is_open: bool) -> None:
        """Show the report or put it away."""
        if is_open:
            self._fill()
        self.setVisible(is_open and self._report is not None)

    def lines(self) -> list[str]:
        """The report in sentences."""
        report = self._report
        if report is None:
            return []
        searched = self.tr("%n document(s)", "", report.documents)
        said = [
            self.tr("Searched {documents} {way}.").format(
                documents=searched, way=self._way(_effective(report))
            )
        ]
        said += filter(None, map(self._reason, report.plan.reasons))
        said += map(self._leg_line, report.legs)
        said += map(self._notice, report.notices)
        return said

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._drawn = None
            if self.isVisible():
                self._fill()

    # ---- words ---------------------------------------------------------------------------------

    def _way(self, retriever: str) -> str:
        ways = {
            "vector": self.tr("by meaning alone"),
            "keyword": self.tr("by words alone"),
            "hybrid": self.tr("by meaning and by words"),
            "rrf": self.tr("by meaning and by words, by rank"),
            "sections": self.tr("by sections, then by paragraphs"),
            "fusion": self.tr("with the question put in several ways"),
            "hyde": self.tr("with a made-up answer, to find what reads like it"),
            "decompose": self.tr("step by step, one part of the question after the other"),
            "rerank": self.tr("by meaning and by words, then read once more and put in order"),
            "overview": self.tr("in breadth"),
            "graph": self.tr("by meaning and by words, and over the map of names"),
            "path": self.tr("along the way from one name to another"),
            "global": self.tr("by the themes of all documents"),
        }
        return ways.get(retriever, retriever)

    def _reason(self, code: str) -> str:
        reasons = {
            "quoted": self.tr("The question quotes words, so they must be there to the letter."),
            "code": self.tr("The question names a code, so it must be there to the letter."),
            "number": self.tr("The question names a number."),
            "bare": self.tr("The question is a name or a few words."),
            "relative_clause": self.tr("The question describes what it asks about."),
            "nested": self.tr("The question asks for one thing by way of another."),
            "comparison": self.tr("The question compares two things."),
            "two_names": self.tr("The question asks about two names together."),
            "overview_words": self.tr("The question asks for an overview."),
            "nothing_else": self.tr("It asks about nothing in particular."),
            "connection": self.tr("The question asks how one thing is connected with another."),
            "graph": self.tr("The map of names tells what one place leads to."),
            "themes": self.tr("The map of names tells what the documents are about."),
            "no_model": self.tr("To take it apart a writing model would be needed."),
            "preferred": self.tr("This is the way you prefer for this library."),
            "nothing_found": self.tr("Nothing was found by words alone."),
        }
        return reasons.get(code, "")

    def leg_name(self, leg: str) -> str:
        """A way of searching, as the legend calls it."""
        names = {
            "vector": self.tr("meaning"),
            "keyword": self.tr("words"),
            "section": self.tr("section"),
            "part": self.tr("part of the question"),
            "rerank": self.tr("second look"),
            "bridge": self.tr("what it leads to"),
            "graph": self.tr("map of names"),
            "path": self.tr("way between two names"),
            "report": self.tr("themes"),
        }
        return names.get(leg, leg)

    def _leg_line(self, leg: LegReport) -> str:
        report, name = self._report, _plain(leg.leg)
        beside = {
            "first": self.tr("The best places of the plain search stay on top."),
            "among": self.tr("The best places of the plain search stay among the first."),
            "exact": self.tr("Words in quotation marks, and codes, count more where they stand."),
            "neighbours": self.tr("What stands beside a good place counts a little more."),
            "breadth": self.tr("Every section has a say before any has a second one."),
            "opening": self.tr("Beginnings of sections count more."),
            "section": self.tr("A place in a good section counts more."),
        }
        if name in beside:
            return beside[name]
        worded = _opened(self.leg_name(name))
        if leg.silent == "unreachable":
            return self.tr("{leg}: no say, because the reading model cannot be reached.").format(
                leg=worded
            )
        if leg.silent:
            return self.tr(
                "{leg}: no say, because the reading model does not know the language of the"
                " question."
            ).format(leg=worded)
        found = self.tr("%n place(s)", "", leg.found)
        said = self.tr("{leg}: {found}").format(leg=worded, found=found)
        legs = [each for each in report.legs if _plain(each.leg) in _SHOWN] if report else []
        whole = sum(each.weight for each in legs)
        if len(legs) > 1 and 0 < leg.weight < whole:
            share = QLocale().toString(round(100 * leg.weight / whole))
            said = self.tr("{said}, {share} % of the say").format(said=said, share=share)
        if report and leg.asked.strip() not in ("", report.question.strip()):
            said = self.tr("{said}, for “{asked}”").format(said=said, asked=_shortened(leg.asked))
        return said

    def _notice(self, notice: SearchNotice) -> str:
        whys = {
            Hindrance.NO_MODEL: self.tr("no writing model is chosen"),
            Hindrance.NO_RERANKER: self.tr("no model that could put them in order is chosen"),
            Hindrance.NO_GRAPH: self.tr("the map of the documents has not been made yet"),
            Hindrance.UNREACHABLE: self.tr("the writing model cannot be reached"),
            Hindrance.TOO_SLOW: self.tr("the writing model took too long"),
            Hindrance.REFUSED: self.tr("the writing model answered with an error"),
            Hindrance.NONSENSE: self.tr("what the writing model wrote made no sense"),
            Hindrance.NOT_ALLOWED: self.tr("you have not allowed text to be sent to the model"),
        }
        whats = {
            "fusion": self.tr("Other ways of putting the question"),
            "hyde": self.tr("The made-up answer"),
            "decompose": self.tr("Taking the question apart"),
            "rerank": self.tr("The second look"),
            "graph": self.tr("The map of names"),
            "path": self.tr("The way between the names"),
            "global": self.tr("Reading by themes"),
        }
        return self.tr("{what} was left out: {why}. The result is the one without it.").format(
            what=whats.get(notice.technique, notice.technique), why=whys[notice.hindrance]
        )

    def _fate(self, candidate: Candidate, ranks: dict[int, int]) -> str:
        match candidate.fate:
            case Fate.REPEATED if candidate.like in ranks:
                return self.tr("says the same as no. {number}").format(number=ranks[candidate.like])
            case Fate.REPEATED:
                return self.tr("says the same as another")
            case Fate.CROWDED:
                return self.tr("enough from this place")
            case Fate.BELOW:
                return self.tr("not near enough")
        return ""

    # ---- drawing -------------------------------------------------------------------------------

    def _fill(self) -> None:
        report = self._report
        if report is self._drawn or report is None:
            return
        self._drawn = report
        self._empty()
        for line in self.lines():
            self._put(Words(line, "second", wrap=True, selectable=True))
        if report.graph is not None and report.graph.nodes:
            self.graph = GraphTraceView(report.graph)
            self.graph.citation_chosen.connect(self.citation_chosen)
            self.graph.map_wanted.connect(self.map_wanted)
            self._put(self.graph)
        legs = tuple(leg for leg in _SHOWN if any(leg in _shares(c) for c in report.candidates))
        if report.candidates:
            self._put(self._legend(legs))
        # A text without pages is all on its first, so "page 1" alone says nothing.
        self._paged = {each.document for each in report.candidates if each.page > 1}
        shown = report.candidates if self._all else report.candidates[:FEW]
        ranks = {each.chunk: at for at, each in enumerate(report.candidates, start=1)}
        self.rows = [self._row(each, ranks, legs) for each in shown]
        for row in self.rows:
            self._put(row)
        self.more.setText(self.tr("Show all %n place(s)", "", len(report.candidates)))
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.setVisible(len(shown) < len(report.candidates))
        self.resized.emit()

    def _row(
        self, candidate: Candidate, ranks: dict[int, int], legs: tuple[str, ...]
    ) -> CandidateRow:
        shares = _shares(candidate)
        rank = ranks[candidate.chunk]
        place = candidate.title
        if candidate.document in self._paged:
            place = self.tr("{title} · page {page}").format(
                title=candidate.title, page=QLocale().toString(candidate.page)
            )
        fate = self._fate(candidate, ranks)
        liked = self.tr(", ", "between two ways of searching").join(
            self.tr("{leg} {share} %").format(
                leg=self.leg_name(leg), share=QLocale().toString(round(100 * shares[leg]))
            )
            for leg in legs
            if leg in shares
        )
        spoken = " · ".join(part for part in (f"{rank}", place, liked, fate) if part)
        bars = tuple(shares.get(leg, 0.0) for leg in legs)
        row = CandidateRow(candidate, f"{rank}", place, bars, fate, spoken, self)
        opened = Citation(
            candidate.document,
            candidate.title,
            candidate.page,
            candidate.start,
            candidate.end,
            candidate.opening,
        )
        row.clicked.connect(lambda _=False: self.citation_chosen.emit(opened))
        return row

    def _legend(self, legs: tuple[str, ...]) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(Space.S, Space.S, Space.S, 0)
        row.setSpacing(Space.S)
        row.addWidget(Words(self.tr("What was found, best first"), "second"))
        row.addStretch(1)
        for number, leg in enumerate(legs):
            row.addWidget(_Tone(number), 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(Words(self.leg_name(leg), "second"))
        return holder

    def _put(self, widget: QWidget) -> None:
        self._column.addWidget(widget)
        # At once: a hidden part counts for nothing in the height that is asked for next.
        widget.show()

    def _empty(self) -> None:
        self.rows, self.graph = [], None
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.more:
                widget.hide()
                widget.deleteLater()

    def _show_all(self) -> None:
        self._all = True
        self._drawn = None
        had_focus = self.more.hasFocus()
        self._fill()
        if had_focus and len(self.rows) > FEW:
            self.rows[FEW].setFocus()


def _plain(leg: str) -> str:
    """A leg without the number of the text it searched for."""
    return leg.partition(":")[0]


def _effective(report: SearchReport) -> str:
    """The way of searching, less what had no say in it."""
    silent = [leg.leg for leg in report.legs if leg.silent]
    meaning = [leg.leg for leg in report.legs if _plain(leg.leg) == "vector"]
    if report.plan.retriever in ("hybrid", "rrf") and meaning and set(meaning) <= set(silent):
        return "keyword"
    return report.plan.retriever


def _shares(candidate: Candidate) -> dict[str, float]:
    """How much each way liked a place, by whichever text it liked it best."""
    shares: dict[str, float] = {}
    for vote in candidate.votes:
        leg = _plain(vote.leg)
        shares[leg] = max(shares.get(leg, 0.0), vote.share)
    return shares


def _opened(words: str) -> str:
    """With a capital, where letters have any."""
    return words[:1].upper() + words[1:]


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 120 else f"{plain[:119]}…"
