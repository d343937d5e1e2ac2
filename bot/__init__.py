"""The running process: command line, config, inbox, clock, outbox."""

__version__ = "0.1.0"
