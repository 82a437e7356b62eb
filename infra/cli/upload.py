"""A file put at an address that the API has given: whoever has it may write there, so no key is
sent."""

from collections.abc import Callable, Mapping

from infra.cli.address import is_loopback
from infra.cli.request import Body
from infra.cli.transport import BrokenConnection, put
from infra.cli.trouble import Trouble, UnreachableTrouble

Upload = Callable[[str, Mapping[str, str], Body], None]


def upload(address: str, headers: Mapping[str, str], body: Body) -> None:
    """Sends the body with these headers and no others of its own.

    Raises UnreachableTrouble where it may be put once more, Trouble where that is in vain.
    """
    if not address.startswith("https://") and not is_loopback(address):
        raise UnreachableTrouble("The API names an address that is not encrypted.")
    try:
        status = put(address, headers, body)
    except BrokenConnection as error:
        raise UnreachableTrouble(f"The file can't be uploaded: {error}") from None
    if status >= 500:
        raise UnreachableTrouble(f"The file can't be uploaded: answered with {status}.")
    if status >= 300:
        raise Trouble(f"The file was not taken: its address answered with {status}.")
