MAX_OFFSET = 2**63 - 1
# What a database raises that does not answer.
DATABASE_ERRORS = (SQLAlchemyError, OSError)


async def ask(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(select(1))


async def ping(database: Database) -> None:
    """Raise one of DATABASE_ERRORS; it is TimeoutError after two seconds of silence.

    All who ask at the same time wait for one answer.
    """
    if database.answer is None or database.answer.done():
        database.answer = asyncio.create_task(ask(database.engine))
    answer = database.answer
    await asyncio.wait({answer}, timeout=2)
    if not answer.done() or answer.cancelled():
        # Not awaited: a driver may ask the database itself to end the query.
        answer.cancel()
        raise TimeoutError
    answer.result()
