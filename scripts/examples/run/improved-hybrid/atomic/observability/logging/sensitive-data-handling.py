# kind: api
from types import SimpleNamespace

import structlog
from examples_plugin import stand_in
from pydantic import SecretStr
from src.core.redaction import STARS, Pseudonyms, redact
from structlog.testing import LogCapture

stand_in("src.application.ports", Sessions=object)


def test_names_and_values() -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def"
    event = {
        "event": f"called with {token}", "password": "x", "http": {"Authorization": "Bearer x", "status": 200}, "token_count": 5,
        "url": "amqp://shop:s3cret@rabbitmq:5672/", "tokens": ["a"], "items": [{"card_number": "4111"}, "harmless"], "_record": token,
        "telegram": "https://api.telegram.org/bot123456789:" + "A" * 35 + "/getMe",
    }
    clean = redact(None, "info", event)
    assert clean["event"] == f"called with {STARS}" and clean["password"] == STARS
    assert clean["http"] == {"Authorization": STARS, "status": 200} and clean["token_count"] == 5
    assert clean["url"] == f"amqp://{STARS}@rabbitmq:5672/" and clean["items"] == [{"card_number": STARS}, "harmless"]
    assert clean["telegram"] == f"https://api.telegram.org/bot{STARS}/getMe" and clean["_record"] == token


def test_pseudonyms() -> None:
    one, two = Pseudonyms(SecretStr("k1")), Pseudonyms(SecretStr("k2"))
    assert one.of(" Ann@Example.com") == one.of("ann@example.com") != two.of("ann@example.com")
    assert "ann" not in one.of("ann@example.com")


async def test_a_login_leaves_no_address() -> None:
    from src.application import login

    class Sessions:
        async def open(self, email: str, secret: str) -> SimpleNamespace:
            return SimpleNamespace(customer_id=7, cookie="c")

    capture = LogCapture()
    structlog.configure(processors=[redact, capture])
    assert await login.login(Sessions(), Pseudonyms(SecretStr("k")), "ann@example.com", "pw") == "c"
    structlog.reset_defaults()
    (entry,) = capture.entries
    assert entry["who"].startswith("p-") and "ann@example.com" not in str(entry)
