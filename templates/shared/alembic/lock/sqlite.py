@contextmanager
def alone(connection: Connection) -> Iterator[None]:
    """Have whoever migrates at the same time wait, and then find it done."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    yield
    connection.commit()
