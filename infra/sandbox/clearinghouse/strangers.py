"""A claim file of somebody else, whose answers can go astray."""

from datetime import datetime
from decimal import Decimal

from infra.sandbox.clearinghouse.arrivals import (
    ArrivedClaim,
    ArrivedFile,
    ArrivedSet,
    Organization,
    Person,
)
from infra.sandbox.clearinghouse.cases import FileCase, Submission, open_case
from infra.sandbox.clearinghouse.file_ids import FileIds
from infra.sandbox.clearinghouse.names import Form
from infra.sandbox.clearinghouse.scenarios import PAY
from infra.sandbox.clearinghouse.syntax_check import SOUND, check_syntax

NAME, TAX_ID, NPI = "ELSEWHERE CLINIC", "987654321", "1000000004"
PATIENT = Person("NOBODY", "NEMO", "XX0000001", None)
GUIDE = "005010X222A1"
USAGE = "P"


def strangers_case(ids: FileIds, now: datetime) -> FileCase:
    """One claim of an invented practice that has no account here."""
    submission = Submission(
        "stranger", "837P_elsewhere.txt", Form.HCFA, ids.file_id(), test=False, received_at=now
    )
    arrived = _file(now)
    verdict = check_syntax(arrived, lambda _claim: PAY, SOUND)
    return open_case(submission, arrived, verdict, lambda _claim: PAY, ids)


def _file(now: datetime) -> ArrivedFile:
    return ArrivedFile(
        usage_indicator=USAGE,
        receiver_id="",
        interchange_control_number="900000001",
        interchange_trailer_control_number="900000001",
        stated_groups="1",
        interchange_date=f"{now:%y%m%d}",
        interchange_time=f"{now:%H%M}",
        sender_id=TAX_ID,
        group_control_number="900000001",
        group_trailer_control_number="900000001",
        stated_sets="1",
        guide=GUIDE,
        submitter_name=NAME,
        sets=(ArrivedSet("0001", "0001", GUIDE, "ELSEWHERE1", 20, "20", (_claim(now),)),),
    )


def _claim(now: datetime) -> ArrivedClaim:
    return ArrivedClaim(
        patient_control_number="ELSEWHERE00001",
        charge=Decimal(100),
        place="11:B:1",
        segment_number=12,
        diagnosis="J020",
        billing_provider=Organization(NAME, NPI, TAX_ID),
        payer=Organization("SOMEPAYER", "SP789"),
        subscriber=PATIENT,
        patient=PATIENT,
        treating_npi="",
        served_from=now.date(),
        served_to=now.date(),
        lines=(),
    )
