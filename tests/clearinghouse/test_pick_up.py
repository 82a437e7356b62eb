import hashlib
from datetime import timedelta
from pathlib import Path

from infra.samples.claim_files import ClaimKind, claim_file, sample_claims
from infra.sandbox.clearinghouse.boxes import Boxes
from infra.sandbox.clearinghouse.config import ClearinghouseConfig, Pace, User
from infra.sandbox.clearinghouse.simulated_clearinghouse import SimulatedClearinghouse
from tests.clearinghouse.conftest import NOON
from tests.clearinghouse.visitor import Visitor, eventually

CLAIMS = claim_file(ClaimKind.PROFESSIONAL, sample_claims(2), interchange_control_number=412)


def test_a_renamed_file_vanishes_from_inbound_and_has_a_receipt(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    visitor.submit("a_837p_1.txt", CLAIMS)
    eventually(lambda: visitor.sftp.listdir("inbound") == [])
    eventually(lambda: len(clearinghouse.receipts()) == 1)
    (receipt,) = clearinghouse.receipts()
    assert (receipt.user, receipt.submitted_name) == ("practice", "a_837p_1.txt")
    assert receipt.sha256 == hashlib.sha256(CLAIMS).hexdigest()
    assert receipt.interchange_control_number == "000000412"
    assert receipt.patient_control_numbers == ("CC00000001", "CC00000002")
    assert not receipt.test


def test_names_without_a_keyword_stay(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    visitor.put("inbound/claims.837", CLAIMS)
    visitor.submit("later_837P.txt", CLAIMS)
    eventually(lambda: len(clearinghouse.receipts()) == 1)
    assert visitor.sftp.listdir("inbound") == ["claims.837"]
    assert clearinghouse.receipts()[0].submitted_name == "later_837P.txt"


def test_an_open_file_is_not_taken_until_it_is_closed(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    with visitor.sftp.open("inbound/open_837P.txt", "wb") as file:
        file.write(CLAIMS[:100])
        visitor.submit("closed_837P.txt", CLAIMS)
        eventually(lambda: len(clearinghouse.receipts()) == 1)
        file.write(CLAIMS[100:])
    eventually(lambda: len(clearinghouse.receipts()) == 2)
    taken = [receipt.submitted_name for receipt in clearinghouse.receipts()]
    assert taken == ["closed_837P.txt", "open_837P.txt"]
    assert len({receipt.sha256 for receipt in clearinghouse.receipts()}) == 1


def test_a_file_renamed_while_it_is_open_is_not_taken(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    with visitor.sftp.open("inbound/staged.tmp", "wb") as file:
        file.write(CLAIMS[:100])
        visitor.sftp.rename("inbound/staged.tmp", "inbound/early_837P.txt")
        visitor.submit("closed_837P.txt", CLAIMS)
        eventually(lambda: len(clearinghouse.receipts()) == 1)
        assert visitor.sftp.listdir("inbound") == ["early_837P.txt"]


def test_a_lost_connection_leaves_half_a_file_which_is_taken(
    clearinghouse: SimulatedClearinghouse,
) -> None:
    with Visitor(clearinghouse, "practice", "right") as visitor:
        file = visitor.sftp.open("inbound/half_837P.txt", "wb")
        file.write(CLAIMS[:100])
        file.flush()
        clearinghouse.refuse_connections(True)
    eventually(lambda: len(clearinghouse.receipts()) == 1)
    assert clearinghouse.receipts()[0].sha256 == hashlib.sha256(CLAIMS[:100]).hexdigest()


def test_the_same_file_twice_is_two_receipts_and_two_file_ids(
    clearinghouse: SimulatedClearinghouse, visitor: Visitor
) -> None:
    for _ in range(2):
        visitor.submit("same_837P.txt", CLAIMS)
        eventually(lambda: visitor.sftp.listdir("inbound") == [])
    eventually(lambda: len(clearinghouse.receipts()) == 2)
    first, second = clearinghouse.receipts()
    assert first.sha256 == second.sha256
    assert first.patient_control_numbers == second.patient_control_numbers
    assert first.file_id < second.file_id


def test_a_file_rests_for_the_pick_up_pause_first(tmp_path: Path) -> None:
    boxes = Boxes(tmp_path, (User("practice", "right"),))
    (boxes.root("practice") / "inbound" / "837P.txt").write_bytes(CLAIMS)
    hour = timedelta(hours=1)
    for now in (NOON, NOON + hour / 2):
        assert list(boxes.pick_up(hour, now)) == []
    assert [each.submitted_name for each in boxes.pick_up(hour, NOON + hour)] == ["837P.txt"]


def test_a_write_starts_the_pause_anew(tmp_path: Path) -> None:
    boxes, hour = Boxes(tmp_path, (User("practice", "right"),)), timedelta(hours=1)
    path = boxes.root("practice") / "inbound" / "837P.txt"
    for now in (NOON, NOON + hour / 2):
        path.unlink(missing_ok=True)
        path.write_bytes(CLAIMS)
        assert list(boxes.pick_up(hour, now)) == []
    assert list(boxes.pick_up(hour, NOON + hour)) == []
    assert len(list(boxes.pick_up(hour, NOON + hour * 3 / 2))) == 1


def test_a_test_folder_makes_its_files_tests() -> None:
    users = (User("practice", "right", test_folder="inbound/test"),)
    config = ClearinghouseConfig(users, pace=Pace().scaled(0))
    with (
        SimulatedClearinghouse(config) as clearinghouse,
        Visitor(clearinghouse, "practice", "right") as visitor,
    ):
        visitor.drop("inbound/test/837P.txt", CLAIMS)
        eventually(lambda: len(clearinghouse.receipts()) == 1)
        assert clearinghouse.receipts()[0].test


def test_users_do_not_see_one_another(tmp_path: Path) -> None:
    users = (User("one", "1"), User("two", "2"))
    config = ClearinghouseConfig(users, base_directory=tmp_path, pace=Pace().scaled(0))
    with SimulatedClearinghouse(config) as clearinghouse:
        clearinghouse.put_outbound("one", "report.txt", b"for one")
        with Visitor(clearinghouse, "two", "2") as visitor:
            assert sorted(visitor.sftp.listdir("/")) == ["inbound", "outbound"]
            assert visitor.sftp.listdir("/outbound") == []
            assert visitor.sftp.normalize("../..") == "/"
        assert clearinghouse.outbound("one") == ["report.txt"]


def test_host_key_and_file_ids_outlive_a_restart(tmp_path: Path) -> None:
    users = (User("practice", "right"),)
    config = ClearinghouseConfig(users, base_directory=tmp_path, pace=Pace().scaled(0))
    fingerprints, file_ids = [], []
    for _ in range(2):
        with (
            SimulatedClearinghouse(config) as clearinghouse,
            Visitor(clearinghouse, "practice", "right") as visitor,
        ):
            visitor.submit("837P.txt", CLAIMS)
            eventually(lambda here=clearinghouse: len(here.receipts()) == 1)  # type: ignore[misc]
            fingerprints.append(clearinghouse.host_key_fingerprint)
            file_ids.append(clearinghouse.receipts()[0].file_id)
    assert fingerprints[0] == fingerprints[1]
    assert file_ids[0] < file_ids[1]
