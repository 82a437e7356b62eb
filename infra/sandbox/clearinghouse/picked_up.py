"""A file as it is taken out of an inbound folder."""

from dataclasses import dataclass

from infra.sandbox.clearinghouse.names import Form


@dataclass(frozen=True, slots=True)
class PickedUp:
    """What its name, its place and its first segments say of it."""

    user: str
    submitted_name: str
    form: Form
    test: bool
    content: bytes
