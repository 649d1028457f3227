ConflictError = IntegrityError


class Admin(BaseAdmin):
    def __init__(self, database: Database, **options: Any) -> None:
        super().__init__(database.engine, **options)


class StoredView(ModelView):
    """What the database cannot hold is in no row: a search for it finds nothing."""

    async def find_all(
        self, request: Request, skip: int = 0, *args: Any, **options: Any
    ) -> Sequence[Any]:
        skip = min(skip, MAX_OFFSET)
        try:
            return await super().find_all(request, skip, *args, **options)
        except DataError:
            await request.state.session.rollback()
            return ()

    async def count(self, request: Request, *args: Any, **options: Any) -> int:
        try:
            return await super().count(request, *args, **options)
        except DataError:
            await request.state.session.rollback()
            return 0
