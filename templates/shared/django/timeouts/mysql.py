# The driver gives up, too, so that its thread ends.
TIMEOUTS = {
    "connect_timeout": SECONDS,
    "read_timeout": SECONDS,
    "write_timeout": SECONDS,
}
