"""Taking in an account: what could only fail later is refused."""

import base64

import pytest

from chalicelib.domain.account import Account, AccountMode
from chalicelib.services.onboard import Login, UnusableAccountError
from tests.builders import PRACTICE
from tests.functional.courier import House

KEY = "ssh-ed25519 " + base64.b64encode(b"\0\0\0\x0bssh-ed25519" + bytes(36)).decode()


def open_account(
    house: House, clearinghouse: str = "office_ally", host: str | None = None, user: str = "me"
) -> Account:
    login = Login(host, 22, user, "secret", KEY)
    return house.courier.onboard.account(
        (PRACTICE,), clearinghouse, AccountMode.TEST, "123456789", login
    )


def test_a_clearinghouses_usual_host_need_not_be_named(house: House) -> None:
    assert open_account(house).host == "ftp10.officeally.com"
    assert open_account(house, host="sftp.example.org").host == "sftp.example.org"


def test_a_host_that_nobody_knows_must_be_named(house: House) -> None:
    with pytest.raises(UnusableAccountError, match="host"):
        open_account(house, "stedi")
    assert open_account(house, "stedi", host="sftp.example.org").host == "sftp.example.org"


def test_two_accounts_never_share_a_login(house: House) -> None:
    first = open_account(house)
    with pytest.raises(UnusableAccountError, match=first.account_id):
        open_account(house, host="ftp10.officeally.com")
    assert open_account(house, user="somebody else").user == "somebody else"
