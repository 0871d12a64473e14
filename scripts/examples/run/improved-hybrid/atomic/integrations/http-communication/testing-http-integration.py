import httpx
import pytest
from tests.integration.stalling import StallingPeer


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [("silent", httpx.ReadTimeout), ("reset", httpx.TransportError), ("half", httpx.RemoteProtocolError)],
)
async def test_the_peer_misbehaves_as_it_is_told(behaviour: str, expected: type[Exception]) -> None:
    async with StallingPeer(behaviour).run() as peer, httpx.AsyncClient(base_url=peer.base_url, timeout=0.3, trust_env=False) as client:
        with pytest.raises(expected):
            await client.get("/")
        assert peer.connections == 1


async def test_dripping_beats_the_read_timeout() -> None:
    import asyncio

    async with StallingPeer("drip").run() as peer, httpx.AsyncClient(base_url=peer.base_url, timeout=0.3, trust_env=False) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1.0):
                await client.get("/")
