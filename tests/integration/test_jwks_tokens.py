"""Tokens as an issuer signs them, and as others would like to have them signed."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.adapters.jwks import KEPT_SECONDS, PAUSE_SECONDS, Jwks, KeysUnavailableError
from chalicelib.adapters.jwks_tokens import JwksTokens
from chalicelib.domain.access.token import CLOCKS_DIFFER, LONGEST_SESSION, Token, TokenRules
from infra.sandbox.issuer import Issuer, SigningKey

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CLIENT = "client-of-ours"


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    issuer = Issuer(CLIENT, lambda: NOW)
    yield issuer
    issuer.stop()


@pytest.fixture
def tokens(issuer: Issuer) -> JwksTokens:
    return JwksTokens(issuer.url)


@pytest.fixture
def rules(issuer: Issuer) -> TokenRules:
    return TokenRules(issuer.url, CLIENT)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def claims(issuer: Issuer, **overrides: object) -> dict[str, Any]:
    payload = issuer.token("sam").split(".")[1]
    standard = json.loads(base64.urlsafe_b64decode(payload + "=="))
    return {key: value for key, value in (standard | overrides).items() if value is not None}


def signed(issuer: Issuer, **overrides: object) -> str:
    header = {"alg": "RS256", "kid": issuer.key.kid}
    return issuer.key.sign(header, claims(issuer, **overrides))


def read(tokens: JwksTokens, text: str) -> Token:
    token = tokens.read(text)
    assert token is not None
    return token


def test_an_access_token_says_who_has_logged_in_when(issuer: Issuer, tokens: JwksTokens) -> None:
    token = read(tokens, issuer.token("sam"))
    ends = NOW + timedelta(minutes=15)
    assert token == Token(issuer.url, CLIENT, "access", "sam", ends, NOW)


def test_an_id_token_names_its_client_as_its_audience(issuer: Issuer, tokens: JwksTokens) -> None:
    text = signed(issuer, token_use="id", aud=CLIENT, client_id=None)
    assert read(tokens, text).audience == CLIENT


@pytest.mark.parametrize(
    "header",
    [{"alg": "none"}, {"alg": "HS256"}, {"alg": "RS512"}, {"alg": None}, {"crit": []}],
)
def test_what_claims_another_algorithm_is_no_token(
    issuer: Issuer, tokens: JwksTokens, header: dict[str, Any]
) -> None:
    usual = {"alg": "RS256", "kid": issuer.key.kid}
    assert tokens.read(issuer.key.sign(usual | header, claims(issuer))) is None


def test_an_unsigned_token_is_none(issuer: Issuer, tokens: JwksTokens) -> None:
    header, payload, _ = issuer.token("sam").split(".")
    assert tokens.read(f"{header}.{payload}.") is None
    for alg in ("none", "None", "RS256"):
        named = part({"alg": alg, "kid": issuer.key.kid})
        assert tokens.read(f"{named}.{payload}.") is None


def test_the_public_key_is_no_secret_of_an_hmac(issuer: Issuer, tokens: JwksTokens) -> None:
    public = issuer.key.private.public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for alg in ("HS256", "RS256"):
        body = f"{part({'alg': alg, 'kid': issuer.key.kid})}.{part(claims(issuer))}"
        mac = hmac.new(pem, body.encode(), hashlib.sha256).digest()
        assert tokens.read(f"{body}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}") is None


def test_a_token_of_another_pool_is_none_even_under_our_key_id(
    issuer: Issuer, tokens: JwksTokens
) -> None:
    other = replace(SigningKey(), kid=issuer.key.kid)
    assert tokens.read(other.access_token(issuer.url, CLIENT, "sam", NOW)) is None
    assert tokens.read(SigningKey().access_token(issuer.url, CLIENT, "sam", NOW)) is None


def test_what_was_changed_after_signing_is_no_token(issuer: Issuer, tokens: JwksTokens) -> None:
    header, _, signature = issuer.token("sam").split(".")
    assert tokens.read(f"{header}.{part(claims(issuer, sub='admin'))}.{signature}") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        "a.b.c",
        "é.é.é",
        "e30.e30.e30",
        "bnVsbA.bnVsbA.bnVsbA",
        "x" * 9000,
        "W10.W10.",
    ],
)
def test_rubbish_is_no_token(tokens: JwksTokens, text: str) -> None:
    assert tokens.read(text) is None


@pytest.mark.parametrize(
    "odd",
    [
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 10**40},
        {"auth_time": None},
        {"sub": None},
        {"sub": ["sam"]},
        {"iss": None},
        {"client_id": [CLIENT]},
        {"token_use": None},
        {"nbf": "later"},
    ],
    ids=str,
)
def test_a_claim_that_is_missing_or_odd_makes_it_none(
    issuer: Issuer, tokens: JwksTokens, odd: dict[str, object]
) -> None:
    assert tokens.read(signed(issuer, **odd)) is None


def test_only_our_own_good_tokens_are_taken(
    issuer: Issuer, tokens: JwksTokens, rules: TokenRules
) -> None:
    def holds(now: datetime = NOW, **overrides: object) -> bool:
        return rules.hold_for(read(tokens, signed(issuer, **overrides)), now)

    assert holds()
    assert holds(NOW + timedelta(minutes=14, seconds=59))
    assert not holds(NOW + timedelta(minutes=15))
    assert not holds(iss=issuer.url + "/other-pool")
    assert not holds(client_id="another-client")
    assert holds(aud=CLIENT, token_use="id", client_id=None)
    assert not holds(token_use="refresh", aud=CLIENT)
    assert not holds(sub="")
    seconds = int(NOW.timestamp())
    assert not holds(nbf=seconds + 61)
    assert holds(nbf=seconds + int(CLOCKS_DIFFER.total_seconds()))
    assert not holds(auth_time=seconds + 61)
    session = int(LONGEST_SESSION.total_seconds())
    assert not holds(auth_time=seconds - session)
    assert holds(auth_time=seconds - session + 1)


class TestKeys:
    """The issuer's keys: fetched once, again for a new one, and not for each invented id."""

    @staticmethod
    def jwks(issuer: Issuer, at: list[float]) -> Jwks:
        return Jwks(f"{issuer.url}/.well-known/jwks.json", lambda: at[0])

    def test_a_new_key_is_found_and_invented_ids_ask_once_a_minute(self) -> None:
        issuer, at = Issuer(CLIENT, lambda: NOW), [0.0]
        keys = self.jwks(issuer, at)
        old = issuer.key.kid
        assert keys.named(old) is not None
        issuer.key = SigningKey()
        assert keys.named(issuer.key.kid) is None
        at[0] += PAUSE_SECONDS
        assert keys.named(issuer.key.kid) is not None
        assert keys.named(old) is None
        issuer.stop()

    def test_keys_that_were_fetched_are_good_while_the_issuer_is_away(self) -> None:
        issuer, at = Issuer(CLIENT, lambda: NOW), [0.0]
        keys = self.jwks(issuer, at)
        kid = issuer.key.kid
        assert keys.named(kid) is not None
        issuer.stop()
        at[0] += KEPT_SECONDS
        assert keys.named(kid) is not None

    def test_without_any_key_nobody_is_told_to_be_a_stranger(self) -> None:
        issuer = Issuer(CLIENT, lambda: NOW)
        keys = self.jwks(issuer, [0.0])
        issuer.stop()
        with pytest.raises(KeysUnavailableError):
            keys.named("any")

    @pytest.mark.parametrize("url", ["http://example.com/jwks", "file:///etc/passwd", "ftp://x/y"])
    def test_keys_come_by_https_only(self, url: str) -> None:
        with pytest.raises(ValueError, match="HTTPS"):
            Jwks(url)
