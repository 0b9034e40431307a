-- One writer at a time: the position is commit order already, and a write that fails takes its position back.
CREATE VIEW event_seq AS SELECT position AS seq, position FROM event_log;
CREATE VIEW unsequenced AS SELECT position FROM event_log WHERE FALSE;

CREATE TABLE projection_position (
  name TEXT PRIMARY KEY,
  position INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE resource (
  grain_type TEXT NOT NULL,
  grain_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  owner TEXT NOT NULL,
  status TEXT NOT NULL,
  parent TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (grain_type, grain_id));
CREATE INDEX resource_created ON resource (grain_type, created_at, grain_id);
CREATE INDEX resource_changed ON resource (grain_type, seq);
CREATE INDEX resource_parent ON resource (parent) WHERE parent <> '';

CREATE TABLE resource_party (
  grain_type TEXT NOT NULL,
  grain_id TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  PRIMARY KEY (grain_type, grain_id, jurisdiction)) WITHOUT ROWID;
CREATE INDEX resource_party_jurisdiction ON resource_party (jurisdiction, grain_type, grain_id);

CREATE TABLE resource_event (
  grain_type TEXT NOT NULL,
  grain_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (grain_type, grain_id, seq)) WITHOUT ROWID;

CREATE TABLE due_item (
  grain_type TEXT NOT NULL,
  grain_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  due_at TEXT NOT NULL,
  owner TEXT NOT NULL,
  wakes INTEGER NOT NULL,
  PRIMARY KEY (grain_type, grain_id, kind, due_at, owner)) WITHOUT ROWID;
CREATE INDEX due_item_wakes ON due_item (due_at) WHERE wakes;
CREATE INDEX due_item_owner ON due_item (owner, due_at);

CREATE TABLE inbox (
  jurisdiction TEXT NOT NULL,
  inbox_seq INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (jurisdiction, inbox_seq)) WITHOUT ROWID;

CREATE TABLE inbox_head (
  jurisdiction TEXT PRIMARY KEY,
  inbox_seq INTEGER NOT NULL) WITHOUT ROWID;
