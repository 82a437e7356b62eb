"""Links."""

from collections.abc import Iterable

from chalicelib.domain.identifiers import AccountId
from chalicelib.domain.link import Link, LinkKind


class FakeLinks:
    def __init__(self) -> None:
        self.links: set[Link] = set()

    def add(self, links: Iterable[Link]) -> None:
        self.links.update(links)

    def find(self, account_id: AccountId, kind: LinkKind, value: str) -> tuple[str, ...]:
        wanted = (account_id, kind, value)
        return tuple(
            sorted(
                link.target
                for link in self.links
                if (link.account_id, link.kind, link.value) == wanted
            )
        )
