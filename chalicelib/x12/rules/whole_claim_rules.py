"""Rules that hold for a claim as a whole. Each is looked at when the claim ends."""

from chalicelib.x12.findings import ERROR, WARNING, At, Rule
from chalicelib.x12.hierarchy import SUBSCRIBER
from chalicelib.x12.rules.claim_facts import ClaimFacts, ClaimHit
from chalicelib.x12.rules.diagnosis_rules import ICD_9, ICD_10

_CORRECTIONS = ("7", "8")
_ICD_10_START = "20151001"
_CLAIM = "2300"
_ACCIDENTS = frozenset({"AA", "OA"})
_NEEDED_OF_SUBSCRIBER = {"N3", "N4", "DMG"}

BALANCE = Rule(
    "x12.claim_balance",
    ERROR,
    None,
    "The total charge of the claim (CLM02) is not the sum of its service lines.",
    "Check the charges of the lines; one may be missing or doubled.",
)
CORRECTION_WITHOUT_NUMBER = Rule(
    "x12.correction_without_number",
    ERROR,
    "IK304:I6",
    "The claim corrects or voids another (CLM05-3) but does not name it (REF F8 is missing).",
    "Enter the payer's claim number of the original claim; it stands in the payer's answer.",
)
ACCIDENT_WITHOUT_DATE = Rule(
    "x12.accident_without_date",
    ERROR,
    "IK304:I6",
    "The claim is for an accident (CLM11) but has no accident date (DTP 439).",
    "Enter the date of the accident.",
)
ACCIDENT_WITHOUT_STATE = Rule(
    "x12.accident_without_state",
    ERROR,
    "IK403:I9",
    "The claim is for an auto accident, but the state where it happened (CLM11-4) is missing.",
    "Enter the state of the accident.",
)
OLD_DIAGNOSES = Rule(
    "x12.old_diagnoses",
    ERROR,
    None,
    "The diagnoses are marked as ICD-9 for services since October 2015.",
    "Switch the billing software to ICD-10.",
)
MIXED_DIAGNOSES = Rule(
    "x12.mixed_diagnoses",
    ERROR,
    None,
    "The claim mixes diagnoses of ICD-9 and ICD-10.",
    "Use ICD-10 for all diagnoses; split the claim if its services reach back before October 2015.",
)
BORN_AFTER_SERVICE = Rule(
    "x12.born_after_service",
    ERROR,
    None,
    "The patient is born after the first service of the claim.",
    "Check the patient's birth date and the dates of service.",
)
SUBSCRIBER_NOT_PATIENT = Rule(
    "x12.subscriber_not_patient",
    ERROR,
    None,
    "The claim stands under a subscriber who is not the patient (SBR02 is not 18).",
    "Choose 'self' as the patient's relationship, or enter the patient as a dependent.",
)
SUBSCRIBER_INCOMPLETE = Rule(
    "x12.subscriber_incomplete",
    ERROR,
    "IK304:I6",
    "The subscriber is the patient, but street, city or birth date and sex are missing.",
    "Enter the patient's address, birth date and sex.",
)
ADMISSION_DATE = Rule(
    "x12.admission_date",
    WARNING,
    None,
    "The service was in a hospital (place 21), but the claim has no admission date (DTP 435).",
    "Enter the date of admission.",
)


def balance(claim: ClaimFacts) -> ClaimHit | None:
    """CLM02 is the sum of SV102, SV203 or SV302 (837 guides, balancing)."""
    charges, stated = claim.charges, claim.charge
    if not claim.lines or charges == stated or charges is None or stated is None:
        return None
    return _at_claim(claim, BALANCE, 2)


def correction(claim: ClaimFacts) -> ClaimHit | None:
    """A corrected or void claim names the payer's number of the original (REF F8)."""
    if claim.frequency_code not in _CORRECTIONS or "F8" in claim.references:
        return None
    return _at_claim(claim, CORRECTION_WITHOUT_NUMBER, 5, 3)


def accident_date(claim: ClaimFacts) -> ClaimHit | None:
    """Accidents (CLM11) have a date (DTP 439)."""
    if "439" in claim.dates or _ACCIDENTS.isdisjoint(claim.causes[:3]):
        return None
    return _at_claim(claim, ACCIDENT_WITHOUT_DATE, 11)


def accident_state(claim: ClaimFacts) -> ClaimHit | None:
    """Auto accidents (CLM11) have a state (CLM11-4)."""
    if "AA" not in claim.causes[:3] or "".join(claim.causes[3:4]):
        return None
    return _at_claim(claim, ACCIDENT_WITHOUT_STATE, 11, 4)


def diagnosis_list(claim: ClaimFacts) -> ClaimHit | None:
    """ICD-10 for services since 1 October 2015, never together with ICD-9."""
    hi, lists = claim.hi, claim.diagnosis_lists
    if hi is None or lists.isdisjoint(ICD_9):
        return None
    if not lists.isdisjoint(ICD_10):
        return ClaimHit(MIXED_DIAGNOSES, hi, At(_CLAIM, 1, 1))
    if claim.service_from < _ICD_10_START:
        return None
    return ClaimHit(OLD_DIAGNOSES, hi, At(_CLAIM, 1, 1))


def patient_age(claim: ClaimFacts) -> ClaimHit | None:
    """Nobody is treated before birth."""
    born, served = claim.parties.born, claim.service_from
    if not served or born <= served:
        return None
    return _at_claim(claim, BORN_AFTER_SERVICE)


def subscriber(claim: ClaimFacts) -> ClaimHit | None:
    """A claim directly below the subscriber is the subscriber's own, with all that takes."""
    parties = claim.parties
    if parties.level != SUBSCRIBER or parties.subscriber_is_patient is None:
        return None
    if not parties.subscriber_is_patient:
        return _at_claim(claim, SUBSCRIBER_NOT_PATIENT)
    if "NM1" not in parties.subscriber_has or parties.subscriber_has >= _NEEDED_OF_SUBSCRIBER:
        return None
    return _at_claim(claim, SUBSCRIBER_INCOMPLETE)


def admission(claim: ClaimFacts) -> ClaimHit | None:
    """Place of service 21 asks for an admission date (837P guide, DTP 435)."""
    if claim.facility[:2] != ["21", "B"] or "435" in claim.dates:
        return None
    return _at_claim(claim, ADMISSION_DATE, 5, 1)


CLAIM_RULES = (
    balance,
    correction,
    accident_date,
    accident_state,
    diagnosis_list,
    patient_age,
    subscriber,
    admission,
)


def _at_claim(
    claim: ClaimFacts, rule: Rule, element: int | None = None, component: int | None = None
) -> ClaimHit:
    return ClaimHit(rule, claim.clm, At(_CLAIM, element, component))
