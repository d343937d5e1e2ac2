"""The running process: command line, config, inbox, clock, outbox."""
