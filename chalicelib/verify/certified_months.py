"""Checks the months of the ERA archive that a certificate names against those that lie there.

Each must be there with the manifest that was its newest at the closing. A newer one is no change:
an 835 may come late, and no manifest is ever replaced. That it leaves out nothing of the one before
is for the month itself to tell.
"""

from collections.abc import Collection, Iterator

from chalicelib.verify.canonical import Json
from chalicelib.verify.era_manifest import SoundManifest
from chalicelib.verify.era_month import MonthVerdict
from chalicelib.verify.findings import Fault, Finding
from chalicelib.verify.folder import Certificate


def check_months(certificate: Certificate, months: Collection[MonthVerdict]) -> Iterator[Finding]:
    """What is wrong is called by its key in the archive, wherever it was downloaded to."""
    account_id = certificate.says["account_id"]
    for named in certificate.era_months:
        folder = f"era/{account_id}/{named['month'].replace('-', '/')}"
        lying = [each for each in months if _tells(each, account_id, named["month"])]
        if not lying:
            words = f"the certificate names this month, of {named['files']} files; it is not here"
            yield Finding(Fault.MISSING, None, folder, words)
        for month in lying:
            yield from _of_manifest(named, folder, month.manifests)


def _tells(month: MonthVerdict, account_id: str, name: str) -> bool:
    says = month.head.says if month.head else {}
    return (says.get("account_id"), says.get("month")) == (account_id, name)


def _of_manifest(
    named: Json, folder: str, manifests: Collection[SoundManifest]
) -> Iterator[Finding]:
    file = f"{folder}/manifest.{named['manifest']:06d}.json"
    same = [each for each in manifests if each.says["number"] == named["manifest"]]
    if not same:
        words = "the certificate names this manifest; it is not here"
        yield Finding(Fault.MISSING, None, file, words)
    elif any(each.sha256 != named["sha256"] for each in same):
        words = "the manifest is not the one that the certificate names"
        yield Finding(Fault.UNCHAINED, None, file, words)
    elif any(len(each.says["files"]) != named["files"] for each in same):
        words = "the manifest lists another number of files than the certificate names"
        yield Finding(Fault.WRONG_SUM, None, file, words)
