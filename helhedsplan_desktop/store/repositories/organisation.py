"""Staff, places, focus areas, laptops."""

from typing import Final

from sqlalchemy import Connection, RowMapping, select

from helhedsplan_desktop.store.tables import table_of

MEMBER: Final = table_of("Member")
DEPARTMENT: Final = table_of("Department")
NEIGHBOURHOOD: Final = table_of("Neighbourhood")
AREA: Final = table_of("FocusArea")
REPORT: Final = table_of("DeviceReport")
SPACE_NAME: Final = table_of("SpaceName")


def members(connection: Connection) -> list[RowMapping]:
    """Return every member of the staff, by name."""
    return list(connection.execute(select(MEMBER).order_by(MEMBER.c.name)).mappings())


def departments(connection: Connection) -> list[RowMapping]:
    """Return every department with `neighbourhood_name`, by name."""
    return list(
        connection.execute(
            select(DEPARTMENT, NEIGHBOURHOOD.c.name.label("neighbourhood_name"))
            .outerjoin(NEIGHBOURHOOD, NEIGHBOURHOOD.c.id == DEPARTMENT.c.neighbourhood)
            .order_by(DEPARTMENT.c.name)
        ).mappings()
    )


def areas(connection: Connection) -> list[RowMapping]:
    """Return every focus area, valid or not, in its order."""
    return list(connection.execute(select(AREA).order_by(AREA.c.position)).mappings())


def space_names(connection: Connection) -> dict[bytes, str]:
    """Return space to its name on screen."""
    rows = connection.execute(select(SPACE_NAME.c.of_space, SPACE_NAME.c.name))
    return {row.of_space: row.name for row in rows}


def reports(connection: Connection) -> list[RowMapping]:
    """Return the last report of every laptop."""
    return list(connection.execute(select(REPORT).order_by(REPORT.c.seq)).mappings())
