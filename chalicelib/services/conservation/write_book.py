"""Write the lines of a book into the archive, page by page."""

from dataclasses import dataclass, field

from chalicelib.domain.conservation.documents import write_page
from chalicelib.domain.conservation.line import Book, Line
from chalicelib.domain.conservation.statement import LINES_PER_PAGE, PageReference
from chalicelib.domain.identifiers import AccountId, sha256_of
from chalicelib.domain.ports import Archive


@dataclass(slots=True)
class WriteBook:
    """Holds one page in memory. A page that `before` knows with the same content is not stored
    again: most pages of a book never change any more."""

    archive: Archive
    account_id: AccountId
    book: Book
    before: frozenset[PageReference]
    pages: list[PageReference] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def add(self, line: Line) -> None:
        self._lines.append(line)
        if len(self._lines) == LINES_PER_PAGE:
            self._store()

    def close(self) -> tuple[PageReference, ...]:
        """The pages, in their order."""
        if self._lines:
            self._store()
        return tuple(self.pages)

    def _store(self) -> None:
        number = len(self.pages)
        content = write_page(self.book, number, self._lines)
        page = PageReference(self.book, number, len(self._lines), sha256_of(content))
        if page not in self.before:
            self.archive.store_statement_page(self.account_id, page, content)
        self.pages.append(page)
        self._lines.clear()
