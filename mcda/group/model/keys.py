"""Keys, tokens and codes: random, written without look-alikes where a person types them, stored as their SHA-256."""

import hashlib
import hmac
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 O, 1 I L, and no U beside V
CODE, RECEIPT = 8, 8
KEY, BLOCK = 28, 4  # 28 signs of 30 are 137 bits
TOKEN = 16  # bytes: 128 bits


def new_code() -> str:
    """A join code for a projector: eight signs, 6.6e11 of them, so that guessing is hopeless from any number of places.

    Codes of 1.0 have six and still open: a code is looked up as it stands in the store.
    """
    return _signs(CODE)


def new_receipt() -> str:
    return _signs(RECEIPT)


def new_secret() -> str:
    """The secret of a round, from which its signs are made: kept with the round, shown to nobody."""
    return secrets.token_hex(TOKEN)


def round_sign(secret: str, receipt: str) -> str:
    """The sign of one participant in one round, eight signs: HMAC-SHA256 of the receipt under the round's secret.

    Nobody without the secret can tell which signs of two rounds belong together, nor which is whose.
    """
    number = int.from_bytes(hmac.digest(secret.encode(), receipt.encode(), "sha256"), "big")
    signs = []
    for _ in range(RECEIPT):
        number, at = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[at])
    return "".join(signs)


def new_key() -> str:
    """A facilitator's or planner's key, to be typed: seven blocks of four signs."""
    signs = _signs(KEY)
    return "-".join(signs[at : at + BLOCK] for at in range(0, KEY, BLOCK))


def new_token() -> str:
    """A token that stands in an address."""
    return secrets.token_urlsafe(TOKEN)


def typed(code: object) -> str:
    """A code or key as it was meant: any case, full-width signs, blanks and dashes between."""
    plain = unicodedata.normalize("NFKC", str(code)[:200]).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def digest(secret: str) -> str:
    """SHA-256 of a random secret: it can be looked up, and needs no salt because it cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _signs(count: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(count))
