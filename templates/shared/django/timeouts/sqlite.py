# The driver gives up, too, so that its thread ends.
TIMEOUTS = {"timeout": SECONDS}
