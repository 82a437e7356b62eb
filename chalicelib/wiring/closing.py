"""An account is closed."""

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.wiring.completeness import Completeness
from chalicelib.wiring.hold import Holding

if TYPE_CHECKING:
    from chalicelib.services.closing.begin_closure import BeginClosure
    from chalicelib.services.closing.hand_over_claims import HandOverClaims
    from chalicelib.services.closing.issue_certificate import IssueCertificate
    from chalicelib.services.closing.record_enrolment import RecordEnrolment
    from chalicelib.services.closing.show_closure import ShowClosure
    from chalicelib.services.closing.sign_item import SignItem
    from chalicelib.services.closing.survey_account import SurveyAccount
    from chalicelib.services.closing.upload_export import UploadExport
    from chalicelib.services.closing.write_documents import WriteDocuments


class Closing(Completeness, Holding):
    @cached_property
    def begin_closure(self) -> "BeginClosure":
        from chalicelib.services.closing.begin_closure import BeginClosure

        p = self._ports
        return BeginClosure(p.accounts, p.clock, p.closures)

    @cached_property
    def show_closure(self) -> "ShowClosure":
        from chalicelib.services.closing.show_closure import ShowClosure

        p = self._ports
        return ShowClosure(p.accounts, p.closing_archive, p.closures, self._survey_account)

    @cached_property
    def sign_item(self) -> "SignItem":
        from chalicelib.services.closing.sign_item import SignItem

        p = self._ports
        return SignItem(p.accounts, p.clock, p.closures, p.transmissions)

    @cached_property
    def hand_over_claims(self) -> "HandOverClaims":
        from chalicelib.services.closing.hand_over_claims import HandOverClaims

        p = self._ports
        return HandOverClaims(p.accounts, p.claims, p.clock, p.closures, self._find_open_claims)

    @cached_property
    def record_enrolment(self) -> "RecordEnrolment":
        from chalicelib.services.closing.record_enrolment import RecordEnrolment

        p = self._ports
        return RecordEnrolment(p.accounts, p.clock, p.closures)

    @cached_property
    def upload_export(self) -> "UploadExport":
        from chalicelib.services.closing.upload_export import UploadExport

        p = self._ports
        return UploadExport(p.accounts, p.clock, p.closing_archive, p.closures)

    @cached_property
    def write_documents(self) -> "WriteDocuments":
        from chalicelib.services.closing.write_documents import WriteDocuments

        p = self._ports
        return WriteDocuments(p.accounts, p.closing_archive, p.closures)

    @cached_property
    def issue_certificate(self) -> "IssueCertificate":
        from chalicelib.services.closing.certify_months import CertifyMonths
        from chalicelib.services.closing.issue_certificate import IssueCertificate

        p = self._ports
        return IssueCertificate(
            accounts=p.accounts,
            certify_months=CertifyMonths(p.archive),
            closing_archive=p.closing_archive,
            closures=p.closures,
            hints=p.hints,
            hold_account=self._hold_account,
            notices=p.notices,
            survey_account=self._survey_account,
        )

    @cached_property
    def _survey_account(self) -> "SurveyAccount":
        from chalicelib.services.closing.survey_account import SurveyAccount
        from chalicelib.services.closing.survey_answers import SurveyAnswers
        from chalicelib.services.closing.survey_claims import SurveyClaims

        p = self._ports
        return SurveyAccount(
            accounts=p.accounts,
            clock=p.clock,
            closing_archive=p.closing_archive,
            closures=p.closures,
            drills=p.drills,
            find_open_claims=self._find_open_claims,
            remittances=p.remittances,
            secrets=p.secrets,
            statements=p.statements,
            survey_answers=SurveyAnswers(p.era_files, p.responses, p.worklist),
            survey_claims=SurveyClaims(p.claims, self._find_open_claims),
            take_ledger=self._take_ledger,
        )
