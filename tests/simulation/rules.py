"""What happens in a schedule, how often, and in which sets."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Rule:
    """Something that happens, and how often beside the others."""

    weight: int
    name: str


RULES: Final = (
    Rule(10, "create_linked_pair"),
    Rule(16, "edit_field"),
    Rule(14, "edit_text"),
    Rule(5, "edit_set"),
    Rule(5, "edit_status"),
    Rule(5, "delete"),
    Rule(10, "resolve_conflict"),
    Rule(26, "sync"),
    Rule(14, "sync_on_a_bad_line"),
    Rule(8, "edit_during_flight"),
    Rule(8, "crash_device"),
    Rule(4, "stop_device"),
    Rule(4, "deliver_late"),
    Rule(2, "fill_quota"),
    Rule(2, "lift_quota"),
    Rule(2, "freeze_space"),
    Rule(2, "invite"),
    Rule(3, "join"),
    Rule(2, "clock_jump"),
    Rule(2, "restart_server"),
)

RESTORES: Final = (*RULES, Rule(4, "back_up_server"), Rule(4, "restore_server"))
"""With a server that is put back from its backups."""

LEADING: Final = (
    *RESTORES,
    Rule(4, "erase"),
    Rule(4, "rotate"),
    Rule(2, "revoke"),
    Rule(2, "invite_lead"),
)
"""With the acts of leads."""

MEETING: Final = (*LEADING, Rule(14, "meet_in_flight"))
"""With laptops that sync while another is in the middle of a cycle."""

STORMY: Final = (
    *MEETING,
    Rule(12, "sync_on_a_worse_line"),
    Rule(4, "proxy_413"),
    Rule(2, "reorder"),
    Rule(6, "crash_server"),
    Rule(3, "failover_lose_tail"),
    Rule(4, "back_up_vault"),
    Rule(4, "restore_vault"),
    Rule(4, "rotate_twice_concurrently"),
    Rule(6, "invite_lead"),
)
"""With what goes wrong of machines, disks and proxies, and between two leads."""

MOVING: Final = (*MEETING, Rule(14, "move_space"))
"""With records that are moved to another space."""

MOVING_IN_STORMS: Final = (*STORMY, Rule(14, "move_space"))
"""With records that are moved while everything goes wrong."""
LYING: Final = (
    *LEADING,
    Rule(8, "tamper_row"),
    Rule(6, "swap_rows"),
    Rule(6, "replay_old_row"),
    Rule(6, "withhold_row"),
)
"""With a server that lies."""

FORGING: Final = (
    *LEADING,
    Rule(10, "forge_wipe"),
    Rule(10, "swap_rows"),
    Rule(10, "replay_old_row"),
)
"""With a server that makes up papers of the roster, and shows rows in the place of others."""

LEAVING: Final = (*MOVING, Rule(4, "put_out"))
"""With laptops that are put out before their work was seen."""

OUTLIVED: Final = (*LEAVING, Rule(4, "put_out_after_a_restore"))
"""With laptops that are put out when they alone hold what the server had acknowledged."""

DRAINING: Final = (
    *LEAVING,
    Rule(6, "invite_lead"),
    Rule(6, "invite"),
    Rule(6, "join"),
    Rule(10, "drain"),
    Rule(10, "work_on_its_way_out"),
    Rule(10, "sync_on_its_way_out"),
    Rule(4, "see_off"),
)
"""With laptops that are on their way out: they send what they have, and write nothing new."""

FORKING: Final = (
    *MEETING,
    Rule(10, "make_lead"),
    Rule(12, "rotate"),
    Rule(2, "put_out"),
    Rule(4, "put_out_by_another"),
    Rule(14, "fork_view"),
    Rule(8, "meet_again"),
    Rule(6, "end_fork"),
)
"""With two servers that show two groups two views, until all meet again."""

AGEING: Final = (
    *MEETING,
    Rule(6, "downgrade_device"),
    Rule(8, "upgrade_device"),
    Rule(8, "edit_unknown"),
    Rule(4, "clone_device"),
)
"""With programs of different ages, and vaults that are in use twice."""

RULE_SETS: Final = {
    "plain": RULES,
    "restores": RESTORES,
    "leading": LEADING,
    "meeting": MEETING,
    "stormy": STORMY,
    "moving": MOVING,
    "leaving": LEAVING,
    "outlived": OUTLIVED,
    "moving_in_storms": MOVING_IN_STORMS,
    "lying": LYING,
    "ageing": AGEING,
    "forging": FORGING,
    "draining": DRAINING,
    "forking": FORKING,
}
"""A set is never changed: seeds replay within one. What is new gets a set of its own."""

ACTS: Final = (
    "create_linked_pair",
    "edit_field",
    "edit_text",
    "edit_set",
    "edit_status",
    "delete",
    "resolve_conflict",
)

MOVING_ACTS: Final = (*ACTS, "move_space")
"""What people do at a desk, in the sets with moves."""
