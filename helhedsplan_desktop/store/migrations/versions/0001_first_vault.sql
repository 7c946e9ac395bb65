CREATE TABLE access_log ( -- Who saw or did what; ids only
    id INTEGER NOT NULL, -- Row number, counted up
    at BIGINT NOT NULL, -- When, ms since 1970 UTC
    user BLOB NOT NULL, -- User id
    device BLOB NOT NULL, -- Device id
    action TEXT NOT NULL, -- view, search_open, create, change, delete, export, print, emergency
    rid BLOB, -- Record id
    reason TEXT NOT NULL, -- Code of the stated reason; empty: none
    chain BLOB NOT NULL, -- SHA-256 over the line before and this one
    PRIMARY KEY (id)
);

CREATE TABLE bucket ( -- Digests of the mirror, to be compared with the server's
    space BLOB NOT NULL, -- Space id
    bucket INTEGER NOT NULL, -- Last 12 bits of the record ids in it
    digest BLOB NOT NULL, -- SHA-256 of the sorted rid and vid pairs
    stale BOOLEAN NOT NULL, -- True until computed anew
    PRIMARY KEY (space, bucket)
) WITHOUT ROWID;

CREATE TABLE contact (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    name TEXT NOT NULL, -- Name or what the person is called
    alias TEXT NOT NULL, -- Also known as; empty: none
    identified BOOLEAN NOT NULL, -- False while only an alias is known
    kind TEXT NOT NULL, -- resident or partner
    department BLOB, -- Where the person lives; NULL: unknown
    stairwell TEXT NOT NULL, -- Stairwell or door; empty: not needed
    phone TEXT NOT NULL, -- Phone number as dialled; empty: none
    channel TEXT NOT NULL, -- Code of the preferred contact channel; empty: none
    interpreter TEXT NOT NULL, -- Language to interpret; empty: no need
    age_band TEXT NOT NULL, -- Code of the age band; empty: unknown
    areas TEXT NOT NULL, -- Codes of the focus areas of the work
    owner BLOB, -- User id of the case owner; NULL: nobody
    status TEXT NOT NULL, -- do_not_contact, paused, moved, closed, enquiry or active
    protected BOOLEAN NOT NULL, -- Name or address protection
    informed_on TEXT NOT NULL, -- Day on which the person was told what we keep, ISO 8601; empty: not
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_contact_department ON contact (department);

CREATE INDEX ix_contact_owner ON contact (owner);

CREATE TABLE department (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    name TEXT NOT NULL, -- Name
    neighbourhood BLOB, -- Its neighbourhood; NULL: none
    organisation TEXT NOT NULL, -- Code of the housing organisation
    homes BIGINT NOT NULL, -- Number of homes; 0: unknown
    vote TEXT NOT NULL, -- yes, no or empty: not voted yet
    voted_on TEXT NOT NULL, -- Day of the vote, ISO 8601; empty: none
    joined_from TEXT NOT NULL, -- First day in the plan, ISO 8601; empty: not in it
    joined_to TEXT NOT NULL, -- Last day in the plan, ISO 8601; empty: open
    areas TEXT NOT NULL, -- Codes of the focus areas it chose
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_department_neighbourhood ON department (neighbourhood);

CREATE TABLE device_report (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    device BLOB NOT NULL, -- Device id of the roster
    user BLOB NOT NULL, -- User id that the device belongs to
    name TEXT NOT NULL, -- Name of the computer as its user chose it
    synced_at BIGINT NOT NULL, -- Last finished sync, ms since 1970 UTC; 0: never
    unsent BIGINT NOT NULL, -- Records waiting to be sent
    refused BIGINT NOT NULL, -- Records that the server refused
    quarantined BIGINT NOT NULL, -- Received versions that could not be opened
    clock_drift BIGINT NOT NULL, -- Seconds that the laptop's clock is ahead of the server
    program TEXT NOT NULL, -- Program version
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_device_report_device ON device_report (device);

CREATE TABLE directory ( -- One row a record of any noun: its home, its life and what is unsent
    id INTEGER NOT NULL, -- Row number, counted up
    rid BLOB NOT NULL, -- Record id
    space BLOB NOT NULL, -- The space that the record is at home in
    noun TEXT NOT NULL, -- Noun name as in the sealed body
    life BIGINT NOT NULL, -- 0 alive, 1 deleted, 2 erased
    dirty BIGINT NOT NULL, -- Edit number of the last unsent local edit; 0: nothing to send
    frozen BIGINT NOT NULL, -- Edit number that the outstanding sent version holds; 0: none outstanding
    reoffer BOOLEAN NOT NULL, -- Marked by a rebase: offer to the server again
    min_writer BIGINT NOT NULL, -- Oldest vocabulary that may write it; above ours: read-only
    open_conflicts BIGINT NOT NULL, -- Number of conflict entries that wait for a person
    ancestors BLOB NOT NULL, -- 16-byte version ids that went into the local version, newest first
    conflicts BLOB, -- Open conflicts, MessagePack list; NULL: none
    resolved BLOB, -- Last 32 decisions, MessagePack list; NULL: none
    extra BLOB, -- Fields of a newer vocabulary, MessagePack map; NULL: none
    PRIMARY KEY (id),
    UNIQUE (rid)
);

CREATE INDEX ix_directory_conflicts ON directory (open_conflicts) WHERE open_conflicts > 0;

CREATE INDEX ix_directory_dirty ON directory (dirty) WHERE dirty > 0;

CREATE INDEX ix_directory_reoffer ON directory (reoffer) WHERE reoffer > 0;

CREATE TABLE draft ( -- What was typed and not saved yet
    draft BLOB NOT NULL, -- Draft id, 16 bytes
    form TEXT NOT NULL, -- Which form: quick_note, contact, …
    about BLOB, -- Record that it edits or is about; NULL: new
    fields BLOB NOT NULL, -- What was typed, MessagePack map
    changed_at BIGINT NOT NULL, -- Last keystroke kept, ms since 1970 UTC
    PRIMARY KEY (draft)
);

CREATE TABLE focus_area (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    code TEXT NOT NULL, -- Short code, e.g. UDL
    name_da TEXT NOT NULL, -- Full Danish name
    name_en TEXT NOT NULL, -- Full English name
    short_da TEXT NOT NULL, -- Danish name for chips
    short_en TEXT NOT NULL, -- English name for chips
    hue TEXT NOT NULL, -- Token of its colour: UDL, BES, KRI, SAM or TVÆ
    position BIGINT NOT NULL, -- Place in lists, from 0
    reported BOOLEAN NOT NULL, -- True if reported to Landsbyggefonden as an area
    valid_from TEXT NOT NULL, -- First day, ISO 8601
    valid_to TEXT NOT NULL, -- Last day, ISO 8601; empty: open
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_focus_area_code ON focus_area (code);

CREATE TABLE follow_up (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    contact BLOB, -- Whom it is about; NULL: nobody in particular
    note BLOB, -- The note it came from; NULL: none
    what TEXT NOT NULL, -- What shall be done
    due_on TEXT NOT NULL, -- Day, ISO 8601
    due_at TEXT NOT NULL, -- Local time HH:MM; empty: any time
    area TEXT NOT NULL, -- Code of the focus area; empty: none
    owner BLOB, -- User id of who shall do it
    priority TEXT NOT NULL, -- normal, soon or urgent
    status TEXT NOT NULL, -- open, done or dropped
    closed_on TEXT NOT NULL, -- Day of done or dropped, ISO 8601; empty: open
    outcome TEXT NOT NULL, -- What came of it, or why it was dropped
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_follow_up_closed ON follow_up (status, closed_on);

CREATE INDEX ix_follow_up_contact ON follow_up (contact);

CREATE INDEX ix_follow_up_next ON follow_up (contact, status, due_on);

CREATE INDEX ix_follow_up_note ON follow_up (note);

CREATE INDEX ix_follow_up_owner ON follow_up (owner);

CREATE TABLE identity ( -- Who this laptop is: ids, private keys, server address, session ratchet
    name TEXT NOT NULL, -- Name of the fact, e.g. device, user, signing_key
    value BLOB NOT NULL, -- Its bytes
    PRIMARY KEY (name)
);

CREATE TABLE manifest ( -- Signed manifests of the sealed versions
    id INTEGER NOT NULL, -- Row number, counted up
    kind TEXT NOT NULL, -- batch or vouch
    digest BLOB NOT NULL, -- SHA-256 of bytes, to store each once
    bytes BLOB NOT NULL, -- Encoded batch or vouch
    sig BLOB NOT NULL, -- Ed25519 signature
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_manifest_digest ON manifest (digest);

CREATE TABLE member (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    user BLOB NOT NULL, -- User id of the roster
    name TEXT NOT NULL, -- Full name
    title TEXT NOT NULL, -- Title on screen, e.g. Boligsocial medarbejder
    employer TEXT NOT NULL, -- Code of the employing organisation; empty: unknown
    authority BOOLEAN NOT NULL, -- Holds a municipal authority role
    active BOOLEAN NOT NULL, -- False after the person has left
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_member_user ON member (user);

CREATE TABLE neighbourhood (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    name TEXT NOT NULL, -- Name, e.g. Kløverparken
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE note (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    contacts BLOB NOT NULL, -- The people it is about; none: anonymous
    text TEXT NOT NULL, -- What happened
    kind TEXT NOT NULL, -- Code of the note type
    channel TEXT NOT NULL, -- Code of the contact channel
    happened_on TEXT NOT NULL, -- Day, ISO 8601
    happened_at TEXT NOT NULL, -- Local time HH:MM; empty: not told
    areas TEXT NOT NULL, -- Codes of the focus areas
    cpr_override BOOLEAN NOT NULL, -- The author said that a number in it is no CPR number
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE TABLE note_contacts ( -- Mirror of note.contacts for queries
    target BLOB NOT NULL, -- Record that is linked to
    place TEXT NOT NULL, -- The owner's value that orders the target's list
    owner INTEGER NOT NULL, -- `seq` of the owner
    PRIMARY KEY (target, place, owner)
) WITHOUT ROWID;

CREATE TABLE parcel ( -- Unsent work handed over sealed
    parcel BLOB NOT NULL, -- Parcel id
    space BLOB NOT NULL, -- Space
    bytes BLOB NOT NULL, -- Encoded parcel as it travelled
    state TEXT NOT NULL, -- kept, put or taken
    at BIGINT NOT NULL, -- When it was made, ms since 1970 UTC
    PRIMARY KEY (parcel)
);

CREATE TABLE quarantine ( -- Received versions that could not be opened or understood, kept raw
    id INTEGER NOT NULL, -- Row number, counted up
    space BLOB NOT NULL, -- Space
    rid BLOB NOT NULL, -- Record id
    vid BLOB NOT NULL, -- Version id
    rev BIGINT NOT NULL, -- Revision
    bucket BIGINT NOT NULL, -- Last 12 bits of the record id
    reason TEXT NOT NULL, -- Code: no_key, bad_seal, bad_signature, unknown_noun, newer_schema, …
    program TEXT NOT NULL, -- Program version that tried last
    roster_n BIGINT NOT NULL, -- Roster entry that was known at the last try
    at BIGINT NOT NULL, -- First arrival, ms since 1970 UTC
    item BLOB NOT NULL, -- The pulled item as it travelled, MessagePack
    batch BLOB NOT NULL, -- Its signed manifest, MessagePack
    vouch BLOB, -- Its signed vouch, MessagePack; NULL: none
    PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_quarantine_record ON quarantine (rid, space);

CREATE TABLE recent ( -- Contacts opened lately, for the overview
    rid BLOB NOT NULL, -- Contact
    at BIGINT NOT NULL, -- Last opened on this laptop, ms since 1970 UTC
    PRIMARY KEY (rid)
);

CREATE TABLE refused ( -- Records that the server would not take, with the reason
    id INTEGER NOT NULL, -- Row number, counted up
    rid BLOB NOT NULL, -- Record id
    space BLOB NOT NULL, -- Space
    vid BLOB NOT NULL, -- The refused version
    code TEXT NOT NULL, -- Error code of the protocol
    edit BIGINT NOT NULL, -- Edit number that was refused; a newer edit is offered again
    at BIGINT NOT NULL, -- When, ms since 1970 UTC
    PRIMARY KEY (id),
    UNIQUE (rid)
);

CREATE TABLE remark (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    note BLOB, -- The note it belongs to
    text TEXT NOT NULL, -- The remark
    cpr_override BOOLEAN NOT NULL, -- The author said that a number in it is no CPR number
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_remark_note ON remark (note);

CREATE TABLE roster ( -- The verified roster
    n INTEGER NOT NULL, -- Number of the entry
    bytes BLOB NOT NULL, -- Encoded entry
    sig BLOB NOT NULL, -- Signature
    PRIMARY KEY (n)
);

CREATE TABLE sealed ( -- Sealed versions, exactly as they travelled
    id INTEGER NOT NULL, -- Row number, counted up
    space BLOB NOT NULL, -- The space that these bytes belong to
    rid BLOB NOT NULL, -- Record id
    state TEXT NOT NULL, -- sent: outstanding; mirror: the server's; relay: to be sent unchanged
    rev BIGINT NOT NULL, -- Revision that the server gave; 0: none yet
    vid BLOB NOT NULL, -- Version id
    kind TEXT NOT NULL, -- put, delete, move or erase
    bucket BIGINT NOT NULL, -- Last 12 bits of the record id
    batch BIGINT, -- Row of the manifest that its author signed; NULL: not signed yet
    vouch BIGINT, -- Row of the vouch that it travelled under; NULL: none
    header BLOB NOT NULL, -- Header bytes as they travelled
    nonce BLOB NOT NULL, -- 12 bytes; empty for an erase
    ct BLOB NOT NULL, -- Ciphertext as it travelled; empty for an erase
    PRIMARY KEY (id)
);

CREATE INDEX ix_sealed_bucket ON sealed (space, bucket) WHERE state = 'mirror';

CREATE UNIQUE INDEX ix_sealed_record ON sealed (rid, space, state);

CREATE TABLE setting ( -- Choices of this person on this laptop, and marks of the store itself
    name TEXT NOT NULL, -- Name of the setting
    value TEXT NOT NULL, -- Its value
    PRIMARY KEY (name)
);

CREATE TABLE space_key ( -- Space keys that this device was granted
    space BLOB NOT NULL, -- Space id
    epoch INTEGER NOT NULL, -- Epoch
    "key" BLOB NOT NULL, -- 256-bit space key
    PRIMARY KEY (space, epoch)
) WITHOUT ROWID;

CREATE TABLE space_name (
    seq INTEGER NOT NULL, -- First 60 bits of the id and 3 for collisions: orders by creation, numbers search rows
    id BLOB NOT NULL, -- UUIDv7 made on the device that created the record
    space BLOB NOT NULL, -- The space that the record is at home in
    made_at BIGINT NOT NULL, -- Creation, ms since 1970 UTC, as the id tells
    changed_at BIGINT NOT NULL, -- Claimed time of the present version, ms since 1970 UTC
    author BLOB NOT NULL, -- Device that wrote the present version, from its verified header
    of_space BLOB NOT NULL, -- The space that is named
    name TEXT NOT NULL, -- Name on screen, e.g. Team Øst
    purpose TEXT NOT NULL, -- plan, team or shielded
    PRIMARY KEY (seq),
    UNIQUE (id)
);

CREATE INDEX ix_space_name_of_space ON space_name (of_space);

CREATE TABLE space_state ( -- Where the sync of each space stands
    space BLOB NOT NULL, -- Space id
    lineage BLOB, -- Lineage of the last answer; NULL: never synced
    cursor BIGINT NOT NULL, -- Rows up to this revision are stored
    first_head BIGINT, -- Head when the first sync started; NULL: first sync finished
    first_sync TEXT NOT NULL, -- open, or done once the digest matched
    synced_at BIGINT, -- Last finished sync, ms since 1970 UTC; NULL: never
    mismatches BIGINT NOT NULL, -- Times that the digest did not match
    PRIMARY KEY (space)
);

CREATE TABLE sync_log ( -- What sync did, for the log in plain words
    id INTEGER NOT NULL, -- Row number, counted up
    at BIGINT NOT NULL, -- When, ms since 1970 UTC
    event TEXT NOT NULL, -- Event code; the window has the words
    count BIGINT NOT NULL, -- How many; 0: not a count
    detail TEXT NOT NULL, -- Code or id in hexadecimal; never a name or text
    PRIMARY KEY (id)
);

CREATE VIRTUAL TABLE search_member USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_member(search_member, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE search_department USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_department(search_department, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE search_contact USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_contact(search_contact, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE search_note USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_note(search_note, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE search_remark USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_remark(search_remark, rank) VALUES ('secure-delete', 1);

CREATE VIRTUAL TABLE search_follow_up USING fts5(words, content='', columnsize=0, detail=none, tokenize='ascii');

INSERT INTO search_follow_up(search_follow_up, rank) VALUES ('secure-delete', 1);
