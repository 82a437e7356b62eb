"""Addresses. Each rule looks at one segment by itself."""

from collections.abc import Sequence

from chalicelib.x12.findings import ERROR, WARNING, Hit, Rule

_BETWEEN_LETTERS = str.maketrans("", "", " .")
_STATE_LIST = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
    " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI FM MH PW AA AE"
    " AP AB BC MB NB NL NS NT NU ON PE QC SK YT"
)
_STATES = frozenset(_STATE_LIST.split())
_CANADIAN = frozenset(_STATE_LIST.split()[-13:])
_COUNTRY_LIST = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR"
    " BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ"
    " EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW"
    " GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY"
    " KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV"
    " MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY"
    " QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG"
    " TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM"
    " ZW"
)
_COUNTRIES = frozenset(_COUNTRY_LIST.split())
_DOMESTIC = ("", "US")

PO_BOX = Rule(
    "x12.po_box",
    ERROR,
    None,
    "{at} of the billing provider is a post office box; payers want the street address there.",
    "Enter the practice's street address; the box belongs to the pay-to address.",
)
STATE = Rule(
    "x12.state",
    WARNING,
    None,
    "{at} is no state or province that the United States or Canada use.",
    "Check the state of that address.",
)
COUNTRY = Rule(
    "x12.country",
    WARNING,
    None,
    "{at} is no country of ISO 3166 as it was in 2026.",
    "Check the country of that address; its code has two letters.",
)
ZIP = Rule(
    "x12.zip",
    WARNING,
    None,
    "{at} is not a ZIP code: five or nine digits.",
    "Write the ZIP code with five or nine digits and no hyphen.",
)
ZIP_OF_NINE = Rule(
    "x12.zip_of_nine",
    WARNING,
    None,
    "{at} of the billing provider is not a ZIP code of nine digits.",
    "Look the last four digits up at the postal service.",
)


def po_box(elements: list[str], _: str) -> Sequence[Hit]:
    """N301 and N302 of the billing provider (837 guides, loop 2010AA)."""
    lines = enumerate(elements[1:3], start=1)
    return [Hit(PO_BOX, position) for position, line in lines if _is_po_box(line.upper())]


def _is_po_box(line: str) -> bool:
    """Few addresses have these letters: others need no pattern, which is slow to compile."""
    letters = line.translate(_BETWEEN_LETTERS)
    if "PO" not in letters and "BOX" not in letters:
        return False
    from chalicelib.x12.rules.post_office_boxes import names_po_box

    return names_po_box(line)


def region(elements: list[str], _: str) -> Sequence[Hit]:
    """N402 and N403, or N404 where that names another country."""
    state, zip_code, country = _region(elements)
    if country not in _DOMESTIC:
        return () if country in _COUNTRIES else (Hit(COUNTRY, 4),)
    if not state:
        return ()
    if state not in _STATES:
        return (Hit(STATE, 2),)
    if zip_code and state not in _CANADIAN and not _is_zip(zip_code, (5, 9)):
        return (Hit(ZIP, 3),)
    return ()


def billing_zip(elements: list[str], _: str) -> Sequence[Hit]:
    """N403 of the billing provider has nine digits (837 guides, loop 2010AA)."""
    _, zip_code, country = _region(elements)
    return (Hit(ZIP_OF_NINE, 3),) if country in _DOMESTIC and _is_zip(zip_code, (5,)) else ()


def _region(elements: list[str]) -> list[str]:
    """N402, N403 and N404: state, ZIP code and country."""
    return [*elements[2:5], "", "", ""][:3]


def _is_zip(text: str, lengths: tuple[int, ...]) -> bool:
    return text.isdecimal() and len(text) in lengths
