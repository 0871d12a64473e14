"""Deletes old marks once a day, in a process of its own; synchronous from end to end, so sleeping is right."""

import os
import time

from redis import Redis


def main() -> None:
    client = Redis.from_url(os.environ["REDIS_URL"])
    while True:
        for key in client.scan_iter("shop:billed:*"):
            client.delete(key)
        time.sleep(86_400)


if __name__ == "__main__":
    main()
