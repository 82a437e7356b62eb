"""Checks what statements say: by their pages, and by what the statement before said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise

from chalicelib.verify.books import BOOKS, Page, Sums
from chalicelib.verify.findings import Fault, FaultyFileError, Finding
from chalicelib.verify.folder import Entry, Folder, entry_file, page_file

_SHOWN = 5


@dataclass(slots=True)
class Contents:
    """A page that many statements name is read once, and is told of once, where it is first named.

    `pages` are by file name, None where a page is not sound; `before` are those of the last
    statement all of whose pages were.
    """

    folder: Folder
    pages: dict[str, Page | None] = field(default_factory=dict)
    before: dict[str, Page] = field(default_factory=dict)

    def check(self, entry: Entry) -> list[Finding]:
        findings = list(self._read(entry))
        named = [page_file(reference) for reference in entry.says["pages"]]
        sound = {name: page for name in named if (page := self.pages[name]) is not None}
        if sound.keys() == set(named):
            findings += self._compare(entry, sound)
            self.before = sound
        return findings

    def _read(self, entry: Entry) -> Iterator[Finding]:
        for reference in entry.says["pages"]:
            name = page_file(reference)
            if name in self.pages:
                continue
            try:
                self.pages[name] = self.folder.page(reference)
            except FaultyFileError as error:
                self.pages[name] = None
                yield Finding(error.fault, entry.number, name, error.words)

    def _compare(self, entry: Entry, sound: dict[str, Page]) -> Iterator[Finding]:
        file = entry_file(entry.number)
        if not _is_in_order(entry, sound):
            yield Finding(Fault.OUT_OF_ORDER, entry.number, file, "its lines are not in order")
        if not _adds_up(entry, sound):
            yield Finding(Fault.WRONG_SUM, entry.number, file, "its lines add up to something else")
        dropped = sorted(_ids(self.before, sound) - _ids(sound, self.before))
        if dropped:
            words = f"{len(dropped)} lines of the statement before are gone: "
            shown = ", ".join(dropped[:_SHOWN])
            yield Finding(Fault.LINE_DROPPED, entry.number, file, words + shown)


def _is_in_order(entry: Entry, pages: dict[str, Page]) -> bool:
    """Each book page by page, from the first one on, and line by line."""
    for book in BOOKS:
        references = [each for each in entry.says["pages"] if each["book"] == book]
        own = [pages[page_file(reference)] for reference in references]
        numbered = [each["number"] for each in references] == list(range(len(references)))
        ascending = all(one.last < following.first for one, following in pairwise(own))
        if not (numbered and ascending and all(page.is_ordered for page in own)):
            return False
    return True


def _adds_up(entry: Entry, pages: dict[str, Page]) -> bool:
    sums = Sums()
    for reference in entry.says["pages"]:
        sums.add(reference["book"], pages[page_file(reference)])
    return sums.agree_with(entry.says)


def _ids(pages: dict[str, Page], others: dict[str, Page]) -> set[str]:
    """Of the lines on those pages that are not among the others."""
    return set(chain.from_iterable(pages[name].ids for name in pages.keys() - others.keys()))
