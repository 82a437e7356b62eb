"""Keep one form of an 835 file in the ERA archive: the object first, then its row."""

from dataclasses import dataclass, replace

from chalicelib.clearinghouses.registry import profile_named
from chalicelib.domain.account import Account
from chalicelib.domain.era import ArchivedForm, EraForm, ReportedPayment
from chalicelib.domain.errors import ConflictError
from chalicelib.domain.identifiers import sha256_of
from chalicelib.domain.ports import Archive, Clock, EraFiles, EraLocation
from chalicelib.domain.remittance import month_of
from chalicelib.domain.response import Response
from chalicelib.interpret.readable_remittance import readable


def stem_of(account: Account, response: Response) -> str:
    """What the clearinghouse calls all forms of the file."""
    return profile_named(account.clearinghouse).era_stem(response.name)


@dataclass(frozen=True, slots=True)
class KeepEraForm:
    archive: Archive
    clock: Clock
    era_files: EraFiles

    def store_raw(self, account: Account, response: Response, content: bytes) -> ArchivedForm:
        """The object alone; its row is added once its payments are known."""
        return self._stored(account, response, content, EraForm.RAW)

    def add_raw(self, raw: ArchivedForm, payments: tuple[ReportedPayment, ...]) -> None:
        self._add(replace(raw, payments=payments))

    def keep_text(self, account: Account, response: Response, content: bytes) -> bool:
        """The clearinghouse's own readable text, beside the 835 whose stem it has.

        False when another text had the name before: both are kept.
        """
        form = self._stored(account, response, content, EraForm.TEXT)
        self._add(form)
        return form.stem == stem_of(account, response)

    def make_text(self, raw: ArchivedForm, content: bytes) -> None:
        """Our own text of an 835, where the clearinghouse's is not there by now. The month is not
        counted for it, but for the 835 that is added next.

        Raises UnreadableInterchange.
        """
        known = self.era_files.of_stem(raw.account_id, raw.month, raw.stem)
        if any(form.form is not EraForm.RAW for form in known):
            return
        self._add(self._made(raw, readable(content)), counts=False)

    def _add(self, form: ArchivedForm, counts: bool = True) -> None:
        """Archived from now on, also where its 835 was known long before: no drill that began
        earlier has read it."""
        self.era_files.add(replace(form, archived_at=self.clock.now()), counts=counts)

    def _made(self, raw: ArchivedForm, text: bytes) -> ArchivedForm:
        """One that was made before stays, even if another version of us worded it."""
        location = EraLocation(raw.account_id, raw.month, raw.stem)
        try:
            key = self.archive.store_era(location, EraForm.MADE, text)
        except ConflictError:
            text = self.archive.era(location, EraForm.MADE)
            key = self.archive.store_era(location, EraForm.MADE, text)
        size, sha256 = len(text), sha256_of(text)
        return replace(raw, form=EraForm.MADE, key=key, sha256=sha256, size=size, payments=())

    def _stored(
        self, account: Account, response: Response, content: bytes, form: EraForm
    ) -> ArchivedForm:
        month, stem = month_of(response.modified_at), stem_of(account, response)
        location = EraLocation(response.account_id, month, stem)
        try:
            key = self.archive.store_era(location, form, content)
        except ConflictError:
            # The clearinghouse used a name again for other content: both are kept.
            location = replace(location, stem=f"{stem}_{response.response_id}")
            key = self.archive.store_era(location, form, content)
        return ArchivedForm(
            account_id=response.account_id,
            month=month,
            stem=location.stem,
            form=form,
            key=key,
            sha256=response.content_sha256,
            size=response.size,
            response_id=response.response_id,
            origin=response.origin,
            received_at=response.modified_at,
            archived_at=self.clock.now(),
        )
