"""A lease: the right to visit an account alone for a while."""

from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.identifiers import AccountId


@dataclass(frozen=True, slots=True)
class Lease:
    """`token` is a fence: each taking of an account's lease gives a greater one, so what is done
    under an older token can be refused for ever after (docs/adr/0016-a-visit-holds-a-fence.md).
    """

    account_id: AccountId
    holder: str
    token: int
    until: datetime
