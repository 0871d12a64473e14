# kind: api
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Annotated

import httpx
import pytest
from examples_plugin import stand_in
from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from src.infrastructure.upload_reader import UploadTooLargeError, UploadTypeError, checked_chunks, sniff

PNG = b"\x89PNG\r\n\x1a\n"


class AttachmentPublic(BaseModel):
    key: str
    media_type: str
    display_name: str
    size: int


class Attachments:
    async def store(self, *, owner: str, key: str, media_type: str, display_name: str, chunks: AsyncIterator[bytes]) -> AttachmentPublic:
        size = sum([len(chunk) async for chunk in chunks])
        return AttachmentPublic(key=key, media_type=media_type, display_name=display_name, size=size)


stand_in("src.api.security", CallerDep=Annotated[SimpleNamespace, Depends(lambda: SimpleNamespace(user_id="u1"))])
stand_in(
    "src.dependencies", AttachmentServiceDep=Annotated[Attachments, Depends(Attachments)],
    SettingsDep=Annotated[SimpleNamespace, Depends(lambda: SimpleNamespace(upload_limit_bytes=3_000_000))],
)
stand_in("src.schemas.attachments", AttachmentPublic=AttachmentPublic)


class Source:
    def __init__(self, *chunks: bytes) -> None:
        self.chunks = list(chunks)

    async def read(self, size: int = -1) -> bytes:
        return self.chunks.pop(0) if self.chunks else b""


async def test_the_limit_counts_real_bytes() -> None:
    assert [chunk async for chunk in checked_chunks(Source(b"b", b"c"), b"a", 3)] == [b"a", b"b", b"c"]
    with pytest.raises(UploadTooLargeError):
        [chunk async for chunk in checked_chunks(Source(b"b", b"cd"), b"a", 3)]


def test_the_type_is_read_from_the_content() -> None:
    assert sniff(PNG + b"...") == "image/png" and sniff(b"RIFF1234WEBPVP8 ") == "image/webp"
    for bad in (b"", b"<svg/>", b"MZ\x90"):
        with pytest.raises(UploadTypeError):
            sniff(bad)


async def test_over_http() -> None:
    from src.api.v1.attachments import router

    async def refused(request: Request, error: Exception) -> JSONResponse:
        return JSONResponse({}, status_code=413 if isinstance(error, UploadTooLargeError) else 415)

    app = FastAPI()
    app.include_router(router)
    app.add_exception_handler(UploadTooLargeError, refused)
    app.add_exception_handler(UploadTypeError, refused)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
        good = await client.post("/api/v1/attachments", files={"file": ("../../etc/passwd.png", PNG + b"x" * 2_000_000)})
        assert good.status_code == 201 and good.json()["size"] == 2_000_008 and good.json()["media_type"] == "image/png"
        assert good.json()["key"].startswith("uploads/u1/") and "passwd" not in good.json()["key"]
        assert (await client.post("/api/v1/attachments", files={"file": ("a.png", PNG + b"x" * 3_000_000)})).status_code == 413
        assert (await client.post("/api/v1/attachments", files={"file": ("a.png", b"<svg/>")})).status_code == 415
