"""Sends refunds to the bank, in a process of its own."""

import asyncio
import logging
import os

import httpx

logger = logging.getLogger(__name__)


async def send_refunds(bank_url: str) -> None:
    async with httpx.AsyncClient(base_url=bank_url, timeout=5.0, verify=False) as bank:
    #                                                            ^^^^^^^^^^^^ error: http/tls-verification
        while True:
            try:
                response = await bank.post("/refunds/next")
                #                ^^^^^^^^^ information: http/request-id
                logger.info("refund_sent", extra={"refund": response.json()["refund_id"]})
                #                                           ^^^^^^^^^^^^^ information: http/raise-for-status
                await asyncio.sleep(60)
            except (asyncio.CancelledError, httpx.TransportError):
            #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/no-swallowed-cancel
                logger.exception("refund_failed")


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    loop.run_until_complete(send_refunds(os.environ["BANK_URL"]))
#   ^^^^^^^^^^^^^^^^^^^^^^^ hint: event-loop/graceful-shutdown
#   ^^^^^^^^^^^^^^^^^^^^^^^ warning: event-loop/worker-entrypoint
