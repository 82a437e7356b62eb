from infra.samples.demo_files import FOLDER, PROFESSIONAL, demo_files


def test_the_committed_files_are_what_the_builder_writes() -> None:
    committed = {path.name: path.read_bytes() for path in FOLDER.glob("*.837")}
    assert committed == demo_files()


def test_the_main_demo_file_shows_every_way_a_claim_can_end() -> None:
    prefixes = {claim.patient_control_number[:3] for claim in PROFESSIONAL}
    assert {"PAY", "UND", "DEN", "REJ", "PRJ"} <= prefixes
    assert len({claim.payer for claim in PROFESSIONAL}) == 2
