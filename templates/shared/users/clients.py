"""Who is asking: the client's address, also behind proxies that we trust."""

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


def parse_networks(words: Collection[str]) -> tuple[Network, ...]:
    """Read addresses and networks such as `10.0.0.0/8`; raises ValueError."""
    return tuple(ip_network(word) for word in words)


def client_address(
    peer: str, forwarded_for: str, trusted_proxies: Collection[Network]
) -> str:
    """Return the nearest address that is none of our proxies.

    `forwarded_for` is the X-Forwarded-For header: each proxy appends its own peer.
    """
    addresses = [word.strip() for word in forwarded_for.split(",") if word.strip()]
    client = peer
    while addresses and is_trusted(client, trusted_proxies):
        client = addresses.pop()
    return client


def is_trusted(address: str, trusted_proxies: Collection[Network]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted_proxies)
