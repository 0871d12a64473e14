from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from examples_plugin import stand_in
from fastapi import FastAPI

stand_in("src.core.config", Settings=SimpleNamespace)
key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
other = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(signer=key, algorithm: str = "RS256", **changes: object) -> str:
    claims = {"sub": "u1", "aud": "shop", "exp": datetime.now(UTC) + timedelta(minutes=1), "scope": "orders:read orders:write"}
    return jwt.encode({name: value for name, value in {**claims, **changes}.items() if value is not None}, signer, algorithm=algorithm)


@pytest.fixture
def app() -> FastAPI:
    from src.api.security import CallerDep
    from src.core.cors import register_cors

    app = FastAPI()
    app.state.token_key = key.public_key()
    app.state.settings = SimpleNamespace(token_audience="shop", allowed_origins=["https://shop.test"])
    register_cors(app, app.state.settings)

    @app.get("/me")
    async def me(caller: CallerDep) -> list[str]:
        return [caller.user_id, *sorted(caller.scopes)]

    return app


async def test_a_valid_token(app: FastAPI) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        answer = await client.get("/me", headers={"Authorization": f"Bearer {token()}"})
    assert answer.json() == ["u1", "orders:read", "orders:write"]


@pytest.mark.parametrize(
    "bad",
    [
        token(other), token(exp=datetime.now(UTC) - timedelta(minutes=1)), token(aud="other"), token(exp=None), token(sub=None),
        token("a" * 40, "HS256"), jwt.encode({"sub": "u1", "aud": "shop"}, None, algorithm="none"), "nonsense",
    ],
)
async def test_any_other_is_refused_alike(app: FastAPI, bad: str) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        answer = await client.get("/me", headers={"Authorization": f"Bearer {bad}"})
        assert (answer.status_code, answer.json()) == (401, {"detail": "Unauthorized"})
        assert (await client.get("/me")).status_code == 401


async def test_only_named_origins(app: FastAPI) -> None:
    ask = {"Access-Control-Request-Method": "GET", "Origin": "https://shop.test"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        allowed = await client.options("/me", headers=ask)
        assert allowed.headers["access-control-allow-origin"] == "https://shop.test"
        refused = await client.options("/me", headers={**ask, "Origin": "https://evil.test"})
        assert "access-control-allow-origin" not in refused.headers
