"""Where an index is, as somebody names it."""

from pathlib import Path

import pytest

from index.store.places import addresses_in, folder_of, is_address

ONE = "postgresql://me:secret@db1,db2/pincite?options=-c a=b"
OTHER = "postgres://db3/pincite"


@pytest.mark.parametrize(
    ("place", "addresses"),
    [
        (ONE, [ONE]),
        (f"{ONE} {OTHER}", [ONE, OTHER]),
        (f"\n{OTHER}\n  {ONE}  {OTHER}\n", [OTHER, ONE, OTHER]),
        ("folder postgresql://db1/pincite", []),
        (Path("postgresql:") / "db1", []),
    ],
)
def test_addresses_stand_with_spaces_between(place, addresses):
    assert addresses_in(place) == addresses
    assert is_address(place) == bool(addresses)


def test_what_belongs_to_this_machine_stays_when_a_database_is_named_behind_the_others():
    assert folder_of(f"{OTHER} {ONE}") == folder_of(OTHER) != folder_of(ONE)
