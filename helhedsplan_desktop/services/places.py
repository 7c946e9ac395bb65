"""Focus areas and departments for choosing and naming."""

from helhedsplan_desktop.services.contact_views import AreaLabel, DepartmentLabel
from helhedsplan_desktop.services.desk import Desk, MemberLabel
from helhedsplan_desktop.store.repositories import organisation


class Places:
    """The plan's dated catalogue, as it is in force today."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def areas(self, language: str = "da") -> tuple[AreaLabel, ...]:
        """Return the focus areas in force today, in their order."""
        today = self._desk.today().isoformat()
        with self._desk.store.read() as connection:
            rows = organisation.areas(connection)
        return tuple(
            AreaLabel(
                row["code"],
                row[f"name_{language}"] or row["name_da"],
                row[f"short_{language}"] or row["short_da"] or row["name_da"],
                row["hue"],
            )
            for row in rows
            if row["valid_from"] <= today <= (row["valid_to"] or today)
        )

    def departments(self) -> tuple[DepartmentLabel, ...]:
        """Return all departments, those in the plan today first, then by name."""
        today = self._desk.today().isoformat()
        with self._desk.store.read() as connection:
            rows = organisation.departments(connection)
        labels = [
            DepartmentLabel(
                row["id"],
                row["name"],
                row["neighbourhood_name"] or "",
                bool(row["joined_from"])
                and row["joined_from"] <= today <= (row["joined_to"] or today),
            )
            for row in rows
        ]
        return tuple(sorted(labels, key=lambda each: not each.in_plan))

    def department_names(self) -> dict[bytes, str]:
        """Return department id to name."""
        with self._desk.store.read() as connection:
            return {row["id"]: row["name"] for row in organisation.departments(connection)}

    def members(self) -> tuple[MemberLabel, ...]:
        """Return the present staff by name."""
        with self._desk.store.read() as connection:
            return tuple(
                MemberLabel(row["user"], row["name"], row["title"])
                for row in organisation.members(connection)
                if row["active"]
            )
