import hashlib
import hmac
import json
import time
from types import SimpleNamespace
from typing import Annotated

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI
from pydantic import SecretStr
from src.infrastructure.signatures import SignatureError, verify

accepted: list[tuple[object, ...]] = []
secrets = [SecretStr("old"), SecretStr("new")]


class Inbox:
    async def accept(self, *values: object) -> None:
        accepted.append(values)


stand_in(
    "src.dependencies", WebhookInboxDep=Annotated[Inbox, Depends(Inbox)],
    SettingsDep=Annotated[SimpleNamespace, Depends(lambda: SimpleNamespace(payment_webhook_secrets=secrets))],
)


def header(body: bytes, secret: str = "new", stamp: int | None = None) -> str:
    stamp = int(time.time()) if stamp is None else stamp
    return f"t={stamp},v1={hmac.new(secret.encode(), f'{stamp}.'.encode() + body, hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize("secret", ["old", "new"])
def test_every_accepted_secret(secret: str) -> None:
    verify(b"body", header(b"body", secret), secrets)
    verify(b"body", header(b"body", secret) + ",v1=00", secrets)


@pytest.mark.parametrize(
    "bad",
    ["", "t=1", "v1=00", "t=x,v1=00", "t=٣,v1=00", header(b"other"), header(b"body", "stolen"), header(b"body", stamp=1_700_000_000), "t=1,t=2,v1=ü"],
)
def test_any_other_header(bad: str) -> None:
    with pytest.raises(SignatureError):
        verify(b"body", bad, secrets)


async def test_accepted_before_it_is_confirmed() -> None:
    from src.api.v1.webhooks import router

    app = FastAPI()
    app.include_router(router)
    body = json.dumps({"id": "e1", "type": "payment.succeeded", "created": 1, "data": {}}).encode()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        good = await client.post("/api/v1/webhooks/payments", content=body, headers={"Partner-Signature": header(body)})
        forged = await client.post("/api/v1/webhooks/payments", content=body + b" ", headers={"Partner-Signature": header(body)})
        bare = await client.post("/api/v1/webhooks/payments", content=body)
    assert (good.status_code, forged.status_code, bare.status_code) == (204, 401, 401)
    assert accepted == [("payments", "e1", "payment.succeeded", body)]
