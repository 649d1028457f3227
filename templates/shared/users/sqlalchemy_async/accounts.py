async def create_user(session: AsyncSession, email: str, password_hash: str) -> User:
    """Raises EmailTakenError, whatever the case of the address that is there."""
    user = User(email=email.lower(), password_hash=password_hash)
    session.add(user)
    try:
        await session.commit()
    except IntegrityError:
        await session.rollback()
        raise EmailTakenError from None
    return user


async def make_staff(session: AsyncSession, email: str, password_hash: str) -> User:
    """Make an account of staff, also of one that is there."""
    user = await find_user(session, email)
    if user is None:
        user = await create_user(session, email, password_hash)
    user.password_hash = password_hash
    user.is_active = user.is_staff = True
    await session.commit()
    return user
{% if mail %}


async def change_password(
    session: AsyncSession, user: User, password_hash: str
) -> None:
    user.password_hash = password_hash
    session.add(user)
    await session.commit()
{% endif %}
