"""A month of the ERA archive as a certificate names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CertifiedMonth:
    """`manifest` is the number of its newest manifest, which lists so many `files` and has this
    `sha256`: what later manifests call their `previous`, and what `--head` takes."""

    month: str
    manifest: int
    files: int
    sha256: str
