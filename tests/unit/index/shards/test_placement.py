from collections import Counter

from index.shards.placement import place_of

SOURCES = [f"folder/{number}.pdf" for number in range(3_000)]


def test_each_shard_gets_about_the_same_share_whatever_the_order():
    names = ["one", "two", "three"]
    shares = Counter(names[place_of(source, names)] for source in SOURCES)
    assert min(shares.values()) > 900
    turned = names[::-1]
    assert all(names[place_of(source, names)] == turned[place_of(source, turned)] for source in SOURCES)


def test_one_more_shard_takes_its_share_and_nothing_else_moves():
    before, after = ["one", "two", "three"], ["one", "two", "three", "four"]
    moved = [source for source in SOURCES if place_of(source, before) != place_of(source, after)]
    assert {place_of(source, after) for source in moved} == {3}
    assert 0.2 < len(moved) / len(SOURCES) < 0.3
