"""Chalice's table of routes, filled as it is read."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from chalice.app import RouteEntry

from chalicelib.entry.http.resources import MODULES, module_of, routes_of
from chalicelib.entry.http.route import Route

Methods = dict[str, RouteEntry]


class RouteTable(Mapping[str, Methods]):
    """Methods by path. Who looks up a path has its module's routes registered; who goes through all
    of them, such as `chalice package`, has all registered. `register` writes into this table.

    No two threads may be the first to read: a server with threads goes through it beforehand.
    """

    def __init__(self, register: Callable[[tuple[Route, ...]], None]) -> None:
        self._register = register
        self._methods: defaultdict[str, Methods] = defaultdict(dict)
        self._unread = list(dict.fromkeys(MODULES.values()))

    def __getitem__(self, path: str) -> Methods:
        self._read(module_of(path))
        return self._methods[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and bool(self[path])

    def __iter__(self) -> Iterator[str]:
        for module in tuple(self._unread):
            self._read(module)
        # A path that somebody looked up in vain has an entry, too, as in Chalice's own table.
        return (path for path, methods in self._methods.items() if methods)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read(self, module: str | None) -> None:
        if module in self._unread:
            routes = routes_of(module)
            self._unread.remove(module)
            self._register(routes)
