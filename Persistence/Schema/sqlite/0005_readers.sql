-- One writer at a time: the position is commit order already, and a write that fails takes its position back.
create view sequenced_log as select position as seq, * from event_log;
create view unsequenced as select position from event_log where false;

create table projection_position (
  name text primary key,
  position integer not null) without rowid;

create table resource (
  grain_type text not null,
  grain_id text not null,
  version integer not null,
  seq integer not null,
  owner text not null,
  status text not null,
  parent text not null,
  created_at text not null,
  updated_at text not null,
  state text not null,
  primary key (grain_type, grain_id));
create index resource_created on resource (grain_type, created_at, grain_id);
create index resource_changed on resource (grain_type, seq);
create index resource_parent on resource (parent) where parent <> '';

create table resource_party (
  grain_type text not null,
  grain_id text not null,
  jurisdiction text not null,
  primary key (grain_type, grain_id, jurisdiction)) without rowid;
create index resource_party_jurisdiction on resource_party (jurisdiction, grain_type, grain_id);

create table resource_event (
  grain_type text not null,
  grain_id text not null,
  seq integer not null,
  primary key (grain_type, grain_id, seq)) without rowid;

create table due_item (
  grain_type text not null,
  grain_id text not null,
  kind text not null,
  due_at text not null,
  owner text not null,
  wakes integer not null,
  primary key (grain_type, grain_id, kind, due_at, owner)) without rowid;
create index due_item_wakes on due_item (due_at) where wakes;
create index due_item_owner on due_item (owner, due_at);

create table inbox (
  jurisdiction text not null,
  inbox_seq integer not null,
  seq integer not null,
  primary key (jurisdiction, inbox_seq)) without rowid;

create table inbox_head (
  jurisdiction text primary key,
  inbox_seq integer not null) without rowid;
