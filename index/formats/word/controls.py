"""Fields of forms in Word: content controls (w:sdt), and the older form fields.

Source: ECMA-376 part 1, 17.5.2 and 17.16.
"""

from xml.etree.ElementTree import Element

from index.formats.word.styles import PARAGRAPH, TABLE, W, is_on, value

CONTROL = f"{W}sdt"
_PROPERTIES, _CONTENT = f"{W}sdtPr", f"{W}sdtContent"
_LONGEST = 60
# What Word makes itself, such as a cover page or a table of contents, and boxes to tick, whose words stand beside them.
_OWN = ("dataBinding", "docPartObj", "docPartList", "checkbox", "group", "bibliography", "citation")


def is_empty(control: Element) -> bool:
    """Whether nothing is filled in: "Click here to enter text" is no content."""
    return is_on(control.find(f"{_PROPERTIES}/{W}showingPlcHdr"))


def has_fields(element: Element) -> bool:
    """Whether there is something to fill in."""
    return any(True for name in (CONTROL, f"{W}ffData") for _ in element.iter(name))


def names_of_controls(parent: Element) -> dict[int, str]:
    """What controls are called for people, by the `id` of the paragraph that each fills without a word before it."""
    names: dict[int, str] = {}
    for element in parent:
        if element.tag == CONTROL and (content := element.find(_CONTENT)) is not None:
            if len(content) == 1 and content[0].tag == PARAGRAPH and (name := _name(element)):
                names[id(content[0])] = name
            else:
                names.update(names_of_controls(content))
        elif element.tag == PARAGRAPH:
            inside = [child for child in element if child.tag != f"{W}pPr"]
            if len(inside) == 1 and inside[0].tag == CONTROL and (name := _name(inside[0])):
                names[id(element)] = name
        elif element.tag != TABLE and len(element):
            names.update(names_of_controls(element))
    return names


def _name(control: Element) -> str:
    """Its title, if it is one for people and not for programs, such as "dob"."""
    properties = control.find(_PROPERTIES)
    stated = (value(properties, f"{W}alias") or "").strip(" :")
    if properties is None or any(
        part.tag.rpartition("}")[2].rpartition(":")[2] in _OWN for part in properties
    ):
        return ""
    return stated if len(stated) <= _LONGEST and (stated[:1].isupper() or " " in stated) else ""
