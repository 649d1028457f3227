"""What the processes of a server hold: memory and connections, as Linux tells it."""

import re
from contextlib import suppress
from pathlib import Path

from servers import Server

ESTABLISHED = "01"


def resident_bytes(server: Server) -> int:
    """The memory of all its processes."""
    found = 0
    for process in server.processes():
        with suppress(FileNotFoundError):
            status = Path(f"/proc/{process}/status").read_text()
            found += sum(int(size) for size in re.findall(r"VmRSS:\s*(\d+) kB", status)) * 1024
    return found


def holder(server: Server, port: int) -> int:
    """The id of the process that holds the connection from this port."""
    link = f"socket:[{_inode(server.port, port)}]"
    holders = [process for process in server.processes() if link in _open_files(process)]
    assert len(holders) == 1, f"the connection from {port} is held by {holders}"
    return holders[0]


def _inode(port: int, peer_port: int) -> str:
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = row.split()
        ports = [int(address.partition(":")[2], 16) for address in fields[1:3]]
        if ports == [port, peer_port] and fields[3] == ESTABLISHED:
            return fields[9]
    raise AssertionError(f"{port} has no connection from {peer_port}")


def _open_files(process: int) -> set[str]:
    found = set()
    for path in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):
            found.add(str(path.readlink()))
    return found
