import pytest

from infra.sandbox.clearinghouse.ledger import Connections, Deed, Logins
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.life import PRACTICE
from tests.clearinghouse.visitor import Visitor, eventually


def test_it_knows_what_was_uploaded_renamed_fetched_and_removed(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    clearinghouse.put_outbound(PRACTICE, "report.txt", b"12345")
    visitor.submit("claims.837", b"123")
    assert visitor.get("outbound/../outbound/report.txt") == b"12345"
    visitor.sftp.remove("outbound/report.txt")
    eventually(lambda: len(clearinghouse.transfers()) == 4)
    assert [(each.deed, each.path, each.size) for each in clearinghouse.transfers()] == [
        (Deed.UPLOADED, "/inbound/staged.tmp", 3),
        (Deed.RENAMED, "/inbound/staged.tmp", 0),
        (Deed.FETCHED, "/outbound/report.txt", 5),
        (Deed.REMOVED, "/outbound/report.txt", 0),
    ]
    assert clearinghouse.transfers()[1].new_path == "/inbound/claims.837"


def test_it_counts_a_part_that_was_fetched_as_a_part(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    clearinghouse.put_outbound(PRACTICE, "report.txt", bytes(100_000))
    with visitor.sftp.open("outbound/report.txt") as file:
        file.read(1000)
    eventually(lambda: len(clearinghouse.transfers()) == 1)
    assert 1000 <= clearinghouse.transfers()[0].size < 100_000


def test_it_does_not_count_what_failed(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    with pytest.raises(FileNotFoundError):
        visitor.sftp.remove("outbound/none.txt")
    with pytest.raises(FileNotFoundError):
        visitor.sftp.rename("inbound/none.txt", "inbound/other.txt")
    assert clearinghouse.transfers() == ()


def test_it_counts_connections_and_how_many_were_side_by_side(
    clearinghouse: SimulatedClearinghouse,
) -> None:
    with (
        Visitor(clearinghouse, PRACTICE, "right"),
        Visitor(clearinghouse, PRACTICE, "right"),
    ):
        assert clearinghouse.connections[PRACTICE] == Connections(2, 2, 2)
    eventually(lambda: clearinghouse.connections[PRACTICE].open_now == 0)
    with Visitor(clearinghouse, PRACTICE, "right"):
        assert clearinghouse.connections[PRACTICE] == Connections(3, 1, 2)


def test_it_knows_users_who_never_came(clearinghouse: SimulatedClearinghouse) -> None:
    assert clearinghouse.connections == {PRACTICE: Connections()}
    assert clearinghouse.logins == {PRACTICE: Logins()}
