"""What a use case tells the consumer about a failure."""


class TransientError(Exception):
    """The same message may succeed later."""


class RefusedError(Exception):
    """The message is wrong and will stay so."""
