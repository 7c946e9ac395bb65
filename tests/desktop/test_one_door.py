"""Record tables are written through the unit of work and nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import delete

from helhedsplan_desktop.records.places import Neighbourhood
from helhedsplan_desktop.store.tables import table_of
from tests.support.desks import PLAN, open_desk
from tests.support.write_guard import BesideTheDoorError


def test_a_write_beside_the_door_fails_and_one_through_it_passes(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        place = Neighbourhood(id=desk.ids.record(), space=PLAN, name="Kløverparken")
        with desk.store.write() as unit:
            unit.put(place)
        writer = desk.store._writer
        with pytest.raises(BesideTheDoorError), writer.begin() as connection:
            connection.execute(delete(table_of("Neighbourhood")))
        with desk.store.read() as connection:
            table = table_of("Neighbourhood")
            assert connection.execute(table.select()).mappings().one()["name"] == "Kløverparken"
