"""The map in the tour of pictures: where it starts, a name, why it is connected, the whole."""

from desktop.picturing import Picturing


class MapTour(Picturing):
    """Walks over the map of the sample documents."""

    def _map(self) -> None:
        from desktop.graph.pane import MapPane
        from desktop.graph.showing import Side

        session, pane = self._session, self._window.room("map")
        assert isinstance(pane, MapPane)
        contents = pane.contents
        self._window.show_room("map")
        self._until(lambda: session.graph.status is not None and not session.jobs)
        self._until(lambda: bool(contents.lists.central))
        self._pause(400)
        self._shoot("map-start")
        first = contents.lists.central[0].id
        contents.show_entities([first])
        self._until(lambda: contents.view is not None and contents.detail is not None)
        self._pause(800)
        self._shoot("map-entity")
        assert contents.detail is not None
        connected = [each.id for _, each in contents.detail.connections]
        contents.choose_connection(first, connected[0])
        self._until(lambda: contents.evidence is not None)
        self._shoot("map-connection")
        self._map_path(connected)
        contents.show_overview()
        self._until(lambda: contents.picture is not None)
        assert contents.picture is not None
        contents.choose_community(contents.picture.groups[0])
        self._until(lambda: contents.report is not None)
        self._pause(800)
        self._shoot("map-overview")
        contents.show_entities([first])
        pane.head.list_button.click()
        self._until(lambda: contents.detail is not None)
        self._pause(400)
        self._shoot("map-list")
        pane.head.list_button.click()
        contents.choose_side(Side.SUGGESTIONS)
        self._pause(400)
        self._shoot("map-suggestions")
        contents.show_start()

    def _map_path(self, connected: list[str]) -> None:
        """Two that are neighbours of one are never far from each other."""
        from desktop.graph.pane import MapPane

        pane = self._window.room("map")
        assert isinstance(pane, MapPane)
        contents = pane.contents
        pane.path_bar.begin()
        contents.show_paths(connected[0], connected[-1])
        self._until(lambda: contents.paths is not None)
        self._pause(800)
        self._shoot("map-path")
        pane.path_bar.closed.emit()
