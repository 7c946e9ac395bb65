CREATE TABLE review (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    contact BLOB, -- Whom the lead has seen
    lead BLOB NOT NULL, -- User id of the lead
    device BLOB NOT NULL, -- Device that it was seen on
    of_space BLOB NOT NULL, -- Space whose revisions are meant
    lineage BLOB NOT NULL, -- Lineage of those revisions
    through BIGINT NOT NULL, -- The latest revision that was seen
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_review_contact ON review (contact);
