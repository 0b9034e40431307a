-- The dense order of the log. Positions are not commit order; seq is what every reader goes by.
create table event_seq (
  seq bigint primary key,
  xid xid8 not null,
  position bigint not null);

create view sequenced_log as
  select s.seq, e.* from event_seq s join event_log e on e.xid = s.xid and e.position = s.position;

-- Where the sequencer stands: everything at or before (xid, position) has its seq. Entries up to floor came from another cluster,
-- whose transaction ids mean nothing here; all of them have their seq.
create table sequencer (
  id smallint primary key check (id = 1),
  seq bigint not null,
  xid xid8 not null,
  position bigint not null,
  floor bigint not null,
  system_identifier bigint not null);
insert into sequencer select 1, 0, '0', 0, 0, system_identifier from pg_control_system();

-- What is committed and has no seq yet.
create view unsequenced as
  select e.xid, e.position from sequencer s join event_log e on (e.xid, e.position) > (s.xid, s.position) and e.position > s.floor;

create table projection_position (
  name text collate "C" primary key,
  position bigint not null);

create table resource (
  grain_type text collate "C" not null,
  grain_id text collate "C" not null,
  version integer not null,
  seq bigint not null,
  owner text collate "C" not null,
  status text collate "C" not null,
  parent text collate "C" not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  state json not null,
  primary key (grain_type, grain_id)) with (fillfactor = 80);
alter table resource alter state set compression lz4;
create index resource_created on resource (grain_type, created_at, grain_id);
create index resource_changed on resource (grain_type, seq);
create index resource_parent on resource (parent) where parent <> '';

create table resource_party (
  grain_type text collate "C" not null,
  grain_id text collate "C" not null,
  jurisdiction text collate "C" not null,
  primary key (grain_type, grain_id, jurisdiction));
create index resource_party_jurisdiction on resource_party (jurisdiction, grain_type, grain_id);

create table resource_event (
  grain_type text collate "C" not null,
  grain_id text collate "C" not null,
  seq bigint not null,
  primary key (grain_type, grain_id, seq));

create table due_item (
  grain_type text collate "C" not null,
  grain_id text collate "C" not null,
  kind text collate "C" not null,
  due_at timestamptz not null,
  owner text collate "C" not null,
  wakes boolean not null,
  primary key (grain_type, grain_id, kind, due_at, owner));
create index due_item_wakes on due_item (due_at) where wakes;
create index due_item_owner on due_item (owner, due_at);

create table inbox (
  jurisdiction text collate "C" not null,
  inbox_seq bigint not null,
  seq bigint not null,
  primary key (jurisdiction, inbox_seq));

create table inbox_head (
  jurisdiction text collate "C" primary key,
  inbox_seq bigint not null);
