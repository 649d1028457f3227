"""How a folder is filled out of sight, and what a signal at a bad moment does."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pyscaffold_web import destination, signals


class InterruptedWhenDropped:
    """Raises in a destructor, where Python drops exceptions."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_filled_folder_appears_whole_and_alone(tmp_path: Path) -> None:
    with destination.staged(tmp_path / "a/shop") as project:
        project.mkdir()
        (project / "file").write_text("text")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a/shop/file").read_text() == "text"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a"]


def fill(place: Path, then: Callable[[], object]) -> None:
    with destination.staged(place) as project:
        project.mkdir()
        (project / "file").write_text("text")
        then()


@pytest.mark.parametrize("place", ["shop", "a/shop", "."])
def test_any_exception_leaves_nothing(tmp_path: Path, place: str) -> None:
    with pytest.raises(ZeroDivisionError):
        fill(tmp_path / place, lambda: 1 / 0)
    assert not list(tmp_path.iterdir())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_interrupt_that_python_drops_still_stops_the_work(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        fill(tmp_path / "shop", InterruptedWhenDropped)
    assert not list(tmp_path.iterdir())


def test_signals_wait_for_a_cleanup_and_work_again_after_it() -> None:
    before = signal.getsignal(signal.SIGINT)
    with signals.ignored():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
