import subprocess
import sys

from infra.samples.claim_files import ClaimKind, claim_file, sample_claims


def test_the_command_writes_the_file_to_standard_output() -> None:
    arguments = ["--kind", "837D", "--claims", "3", "--usage", "P", "--claims-per-set", "1"]
    command = [sys.executable, "-m", "infra.samples", *arguments]
    content = subprocess.run(command, check=True, capture_output=True).stdout
    assert content == claim_file(ClaimKind.DENTAL, sample_claims(3), usage="P", claims_per_set=1)
