"""Contracts of the messages that services of the shop exchange."""
