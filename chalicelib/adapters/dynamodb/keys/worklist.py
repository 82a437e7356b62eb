"""What waits for a person."""

from chalicelib.adapters.dynamodb.keys.prefix import Key, Prefix
from chalicelib.domain.identifiers import AccountId, WorkItemId, stem_of_work, work_stem


def work(item: WorkItemId) -> Key:
    """Raises IndexError for what is no work item's id at all."""
    return Key(Prefix.WORK.of(stem_of_work(item)), item)


def work_of_source(account_id: AccountId, source: str) -> Key:
    """The partition of all work items of one source."""
    return Key(Prefix.WORK.of(work_stem(account_id, source)), "")
