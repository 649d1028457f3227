@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Have whoever migrates at the same time wait, and then find it done."""
    key = "hashtext('alembic')"
    # No statement waits: one would hold up an index that is built concurrently.
    while not connection.scalar(text(f"SELECT pg_try_advisory_lock({key})")):
        connection.rollback()
        time.sleep(1)
    connection.rollback()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text(f"SELECT pg_advisory_unlock({key})"))
        connection.rollback()
