"""What a client offers a server that lost something: docs/sync.md, section 10."""

from dataclasses import replace

from tests.second_client.merging import Content, merge


def offered_again(
    held: Content, acknowledged: Content | None, theirs: Content | None
) -> Content | None:
    """Return what goes to the server anew; None if its own version stands.

    Args:
        held: what this client shows of the record, sent or not.
        acknowledged: its mirror in the lineage that ended; None if it never had one.
        theirs: the server's current version in the new lineage; None if it lacks the record.
    """
    mine = (held.vid, *held.ancestors) if held.vid else held.ancestors
    if theirs is None or (theirs.vid != held.vid and theirs.vid in held.ancestors):
        return replace(held, vid=None, ancestors=mine[:32])
    assert theirs.vid is not None
    tail = (theirs.vid, *theirs.ancestors)
    if held.vid in tail:
        return None
    base = acknowledged if acknowledged and acknowledged.vid in tail else None
    joined = merge(base, held, theirs)
    if joined.says() == theirs.says():
        return None
    both = tail if base else (*tail[:1], *mine[:1], *tail[1:], *mine[1:])
    writer = max(held.min_writer, theirs.min_writer)
    return replace(joined, ancestors=both[:32], min_writer=writer)
