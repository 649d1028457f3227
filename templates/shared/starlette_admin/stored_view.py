ConflictError = IntegrityError
IdField = IntegerField


def is_id(word: object) -> bool:
    """Whether the database can be asked for this: addresses may hold anything."""
    text = str(word)
    return bool(re.fullmatch("[1-9][0-9]{0,9}", text)) and int(text) <= store.MAX_ID


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

    async def before_create(
        self, request: Request, data: dict[str, Any], obj: Any
    ) -> None:
        """Store the hash of a new password, too, which is a field of no form."""
        if "password_hash" in data:
            obj.password_hash = data["password_hash"]

    before_edit = before_create
