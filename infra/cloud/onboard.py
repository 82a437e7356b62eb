"""`python -m infra.cloud.onboard`: take practices, accounts, keys and people into a stack.

Runs with an operator's own AWS credentials: no deployed function may write secrets. Passwords are
asked for at the terminal or read from standard input, never from the command line.
"""

import argparse
import getpass
import sys
from pathlib import Path

from chalicelib.adapters import aws_clients
from chalicelib.adapters.dynamodb.accounts import DynamoAccounts
from chalicelib.adapters.dynamodb.api_keys import DynamoApiKeys
from chalicelib.adapters.dynamodb.practices import DynamoPractices
from chalicelib.adapters.dynamodb.table import Table
from chalicelib.adapters.dynamodb.users import DynamoUsers
from chalicelib.adapters.secrets_manager import SecretsManager
from chalicelib.adapters.system_clock import SystemClock, SystemEntropy
from chalicelib.domain.access.role import Role
from chalicelib.domain.access.scope import Scope
from chalicelib.domain.account import AccountMode
from chalicelib.domain.errors import CourierError
from chalicelib.domain.identifiers import AccountId, PracticeId
from chalicelib.services.onboard import Login, Onboard


def main(arguments: list[str]) -> int:
    """Prints the id, or the key, that was made; 1 with a sentence on standard error if none was."""
    options = _parser().parse_args(arguments)
    try:
        print(_run(_onboard(options.table, options.secret_prefix), options))
    except CourierError as error:
        print(f"Not done: {error}", file=sys.stderr)
        return 1
    return 0


def _onboard(table_name: str, secret_prefix: str) -> Onboard:
    table = Table(aws_clients.dynamodb(), table_name)
    return Onboard(
        accounts=DynamoAccounts(table),
        api_keys=DynamoApiKeys(table),
        clock=SystemClock(),
        entropy=SystemEntropy(),
        practices=DynamoPractices(table),
        secrets=SecretsManager(aws_clients.secrets_manager(), secret_prefix),
        users=DynamoUsers(table),
    )


def _run(onboard: Onboard, options: argparse.Namespace) -> str:
    practices = tuple(PracticeId(practice) for practice in getattr(options, "practice", ()))
    match options.what:
        case "practice":
            return onboard.practice(options.name, options.tax_id, tuple(options.npi)).practice_id
        case "account":
            login = Login(options.host, options.port, options.user, _password(), _host_key(options))
            mode = AccountMode(options.mode)
            account = onboard.account(
                practices, options.clearinghouse, mode, options.submitter_id, login
            )
            return account.account_id
        case "password":
            onboard.new_password(AccountId(options.account), _password())
            return "stored"
        case "host-key":
            key = _host_key(options)
            return onboard.host_key(AccountId(options.account), key, options.reason)
        case "user":
            role = Role(options.role)
            return onboard.user(options.subject, options.name, role, practices).user_id
        case _:
            return onboard.api_key(practices, AccountMode(options.mode), _scopes(options))


def _scopes(options: argparse.Namespace) -> tuple[Scope, ...]:
    return tuple(Scope(scope) for scope in options.scope or Scope)


def _host_key(options: argparse.Namespace) -> str:
    """Algorithm and key out of a line of `ssh-keyscan` or of a public key file, if there is one."""
    if options.host_key_file is None:
        return ""
    words = Path(options.host_key_file).read_text().split()
    algorithms = (place for place, word in enumerate(words) if word.startswith(("ssh-", "ecdsa-")))
    place = next(algorithms, len(words))
    return " ".join(words[place : place + 2])


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password at the clearinghouse: ")
    return sys.stdin.readline().rstrip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.cloud.onboard", description=__doc__)
    parser.add_argument("--table", required=True, help="the stack's output TableName")
    parser.add_argument("--secret-prefix", required=True, help="claim-courier/<stack name>/")
    kinds = parser.add_subparsers(dest="what", required=True)

    practice = kinds.add_parser("practice", help="a client of the billing company")
    practice.add_argument("--name", required=True)
    practice.add_argument("--tax-id", required=True)
    practice.add_argument("--npi", action="append", required=True, help="may be given again")

    account = kinds.add_parser("account", help="a login at a clearinghouse; asks for the password")
    account.add_argument("--practice", action="append", required=True, help="may be given again")
    account.add_argument("--clearinghouse", required=True, help="a profile, such as office_ally")
    account.add_argument("--mode", required=True, choices=[str(mode) for mode in AccountMode])
    account.add_argument("--submitter-id", required=True, help="ISA06, usually the Tax ID")
    account.add_argument("--host", help="where it is not the clearinghouse's usual one")
    account.add_argument("--port", type=int, default=22)
    account.add_argument("--user", required=True)
    account.add_argument(
        "--host-key-file",
        help="the server's public key line; without it the first visit only shows the key",
    )

    password = kinds.add_parser("password", help="a changed password; asks for it")
    password.add_argument("--account", required=True)

    host_key = kinds.add_parser("host-key", help="pin another host key, once it was confirmed")
    host_key.add_argument("--account", required=True)
    host_key.add_argument("--host-key-file", required=True, help="the server's public key line")
    host_key.add_argument("--reason", required=True, help="who confirmed it, and how")

    user = kinds.add_parser("user", help="a person whom the user pool knows")
    user.add_argument("--practice", action="append", required=True, help="may be given again")
    user.add_argument("--subject", required=True, help="sub of the person in the user pool")
    user.add_argument("--name", required=True)
    user.add_argument("--role", required=True, choices=[str(role) for role in Role])

    key = kinds.add_parser("key", help="an API key; told this once")
    key.add_argument("--practice", action="append", required=True, help="may be given again")
    key.add_argument("--mode", required=True, choices=[str(mode) for mode in AccountMode])
    key.add_argument(
        "--scope", action="append", choices=list(Scope), help="may be given again; without: all"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
