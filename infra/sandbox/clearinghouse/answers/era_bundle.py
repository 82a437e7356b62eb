"""The ERA zip: an 835 and its readable text, side by side."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from infra.sandbox.clearinghouse import names
from infra.sandbox.clearinghouse.adjudication import ClaimPayment, adjudicate, take_back
from infra.sandbox.clearinghouse.answers.answer import Answer, Desk
from infra.sandbox.clearinghouse.answers.era_text import write_era_text
from infra.sandbox.clearinghouse.answers.remittance_835 import write_835
from infra.sandbox.clearinghouse.cases import FileCase
from infra.sandbox.clearinghouse.remittances import remit


def remit_payments(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """The payments and denials of a file's claims."""
    yield from _bundle([adjudicate(each) for each in case.adjudicated], case, desk)


def remit_reversals(case: FileCase, desk: Desk) -> Iterator[Answer]:
    """What the payers take back later."""
    taken_back = [each for each in case.adjudicated if each.scenario.taken_back]
    yield from _bundle([take_back(adjudicate(each)) for each in taken_back], case, desk)


def _bundle(payments: Sequence[ClaimPayment], case: FileCase, desk: Desk) -> Iterator[Answer]:
    if not payments:
        return
    file_id, today = desk.ids.file_id(), desk.today
    remittances = remit(payments, file_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        content = write_835(remittances, case.arrived.sender_id, file_id, desk.now)
        bundle.writestr(names.era_835(file_id, today), content)
        text = write_era_text(remittances, desk.contact_name, today)
        bundle.writestr(names.era_text(file_id, today), text)
    yield Answer(names.era_bundle(file_id, today), packed.getvalue())
