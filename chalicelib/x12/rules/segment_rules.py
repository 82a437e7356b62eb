"""Which of our rules hold at which places of the guides."""

from collections.abc import Mapping

from chalicelib.x12.rules.address_rules import billing_zip, po_box, region
from chalicelib.x12.rules.code_set_rules import claim_codes, line_place
from chalicelib.x12.rules.code_shape_rules import (
    institutional_line,
    line_remark,
    procedure,
    remarks,
    statuses,
)
from chalicelib.x12.rules.diagnosis_rules import diagnosis_codes
from chalicelib.x12.rules.identifier_rules import name_npi, party_npi, tax_id, taxonomy
from chalicelib.x12.rules.period_rules import range_in_order
from chalicelib.x12.rules.remittance_rules import guide_not_wanted
from chalicelib.x12.walk.places import Place
from chalicelib.x12.walk.segment_check import SegmentRule

SEGMENT_RULES: Mapping[Place, tuple[SegmentRule, ...]] = {
    ("", "NM1"): (name_npi,),
    ("", "N1"): (party_npi,),
    ("", "N4"): (region,),
    ("", "PRV"): (taxonomy,),
    ("", "DTP"): (range_in_order,),
    ("ST_LOOP", "ST"): (guide_not_wanted,),
    ("2010AA", "N3"): (po_box,),
    ("2010AA", "N4"): (billing_zip,),
    ("2010AA", "REF"): (tax_id,),
    ("2300", "CLM"): (claim_codes,),
    ("2300", "HI"): (diagnosis_codes,),
    ("2400", "SV1"): (line_place, procedure),
    ("2400", "SV2"): (institutional_line,),
    ("2400", "SV3"): (procedure,),
    ("", "SVC"): (procedure,),
    ("", "LQ"): (line_remark,),
    ("", "MIA"): (remarks,),
    ("", "MOA"): (remarks,),
    ("", "STC"): (statuses,),
}
"""Loop id ("" for any) and segment id to the rules that look at such a segment by itself."""
