@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Have whoever migrates at the same time wait, and then find it done."""
    lock = "CONCAT('alembic.', MD5(DATABASE()))"
    if not connection.scalar(text(f"SELECT GET_LOCK({lock}, 600)")):
        raise TimeoutError("Another migration has not ended within ten minutes.")
    connection.rollback()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text(f"DO RELEASE_LOCK({lock})"))
        connection.rollback()
