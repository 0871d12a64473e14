import json
import logging
from uuid import UUID

import pytest
import structlog
from examples_plugin import stand_in


class Refused(Exception): ...


stand_in("src.application.ports", PaymentGateway=object, PaymentRefusedError=Refused)


class Gateway:
    def __init__(self, refuses: bool) -> None:
        self.refuses = refuses

    async def refund(self, order_id: UUID, amount_cents: int) -> None:
        secret = "4111111111111111"
        if self.refuses:
            raise Refused(f"{len(secret)} digits")


async def test_every_line_is_json_with_the_same_keys(capsys: pytest.CaptureFixture[str]) -> None:
    from src.application.refunds import refund
    from src.core.logging import configure_logging

    configure_logging("shop_orders_api", "INFO")
    with structlog.contextvars.bound_contextvars(request_id="req-1"):
        await refund(Gateway(False), UUID(int=1), 500)
        with pytest.raises(Refused):
            await refund(Gateway(True), UUID(int=2), 700)
        logging.getLogger("some.library").warning("old %s", "style", extra={"port": 5})
        logging.getLogger("httpx").info("quiet")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["refund_done", "refund_refused", "old style"]
    assert all(line["service"] == "shop_orders_api" and line["request_id"] == "req-1" and line["timestamp"].endswith("Z") for line in lines)
    assert lines[0]["amount_cents"] == 500 and isinstance(lines[0]["duration_ms"], int) and lines[2]["port"] == 5
    assert lines[1]["exception"][0]["exc_type"] == "Refused"
    assert "4111111111111111" not in json.dumps(lines)
