"""An HTML page as its elements, for what a person sees of it."""

from dataclasses import dataclass
from html.parser import HTMLParser

import httpx

VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")


@dataclass
class Element:
    """A tag with its attributes, and all the text inside."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def words(self) -> str:
        """The text as it is shown: without line ends and runs of spaces."""
        return " ".join(self.text.split())


class Document(HTMLParser):
    """The elements of a page in their order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in [element.tag for element in self._open]:
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, tag: str = "", **attributes: str) -> list[Element]:
        """The elements with this tag and these attributes; `class_` and the like lose their _."""
        wanted = {name.rstrip("_").replace("_", "-"): text for name, text in attributes.items()}
        return [
            element
            for element in self.elements
            if tag in ("", element.tag) and wanted.items() <= element.attributes.items()
        ]

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{tag} {attributes}: {found}"
        return found[0]


def read(response: httpx.Response) -> Document:
    return Document(response.text)
