"""Read one object back from the archive and compare it with what the table knows of it."""

from dataclasses import dataclass

from chalicelib.domain.batch import Batch
from chalicelib.domain.drill import Checked, Failure, Flaw
from chalicelib.domain.era import ArchivedForm, EraForm
from chalicelib.domain.errors import ArchivedColdError, NotFoundError
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import Archive
from chalicelib.domain.response import Response
from chalicelib.domain.transmission import Transmission
from chalicelib.x12.balance_835 import out_of_balance
from chalicelib.x12.remittance_835 import read_remittances
from chalicelib.x12.remittance_text import remittance_text

Subject = Batch | Transmission | Response | ArchivedForm


@dataclass(frozen=True, slots=True)
class CheckObject:
    archive: Archive

    def __call__(self, subject: Subject) -> Checked:
        """An 835 is parsed, balanced and rendered as well. How it balances is its payer's doing."""
        identifier = identifier_of(subject)
        try:
            content = self._read(subject)
        except NotFoundError:
            return Checked(1, failures=(Failure(identifier, Flaw.MISSING),))
        except ArchivedColdError:
            return Checked(cold=1)
        if sha256_of(content) != _sha256_of(subject):
            return Checked(1, len(content), failures=(Failure(identifier, Flaw.ALTERED),))
        if isinstance(subject, ArchivedForm) and subject.form is EraForm.RAW:
            return _understood(identifier, content)
        return Checked(1, len(content))

    def _read(self, subject: Subject) -> bytes:
        match subject:
            case Batch():
                return self.archive.original(subject.batch_id)
            case Transmission():
                return self.archive.transmission(subject.transmission_id)
            case Response():
                return self.archive.response(subject)
            case ArchivedForm():
                return self.archive.read(subject.key)


def identifier_of(subject: Subject) -> str:
    """An archived form is named by what it came in, or was made from, and by its kind."""
    match subject:
        case Batch():
            return subject.batch_id
        case Transmission():
            return subject.transmission_id
        case Response():
            return subject.response_id
        case ArchivedForm():
            return f"{subject.response_id}.{subject.form}"


def _sha256_of(subject: Subject) -> str:
    return subject.sha256 if isinstance(subject, ArchivedForm) else subject.content_sha256


def _understood(identifier: str, content: bytes) -> Checked:
    try:
        remittances = read_remittances(content)
        text = remittance_text(remittances)
    except Exception:  # noqa: BLE001 - whatever it is, nobody could read this 835
        text = ""
    if not text:
        return Checked(1, len(content), failures=(Failure(identifier, Flaw.UNREADABLE),))
    unbalanced = sum(bool(out_of_balance(each)) for each in remittances)
    return Checked(1, len(content), len(remittances), unbalanced)
