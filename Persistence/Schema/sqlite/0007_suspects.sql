-- What suspects' records are found by. It belongs to the rows of records and components and is written by their own commits.

-- The sealed content of each record, beside its keys (a JSON array), so that candidates are read and opened without asking their grains.
create table match_record (
  record_id text primary key,
  version integer not null,
  owner text not null,
  key_id text not null,
  ciphertext text not null,
  keys text not null,
  part integer not null,
  sealed integer not null) without rowid;

-- The keyed hashes under which records meet, of 64 bits: two keys that share one by chance cost a comparison and join nobody. Members of a key that has too many are compared where their parts agree.
create table match_key (
  key integer not null,
  part integer not null,
  record_id text not null,
  primary key (key, part, record_id)) without rowid;

-- The component that a record belongs to, and the one that last held it: another one while that one moved and did not arrive yet.
create table record_home (
  record_id text primary key,
  component_id text not null,
  filed_in text not null) without rowid;

-- Work marks, not decisions: the version of a record that was compared last, and keys whose members were compared since they turned hot.
create table record_compared (
  record_id text primary key,
  version integer not null) without rowid;
create table hot_key (
  key integer not null,
  part integer not null,
  primary key (key, part)) without rowid;

create trigger written_row_record instead of insert on written_row when new.type = 'record' begin
  delete from match_key where record_id = new.id
    and key in (select held.value from match_record r, json_each(r.keys) held where r.record_id = new.id)
    and part = (select r.part from match_record r where r.record_id = new.id);
  insert into match_key (key, part, record_id)
  select distinct key.value, coalesce(new.payload ->> '$.index.part', 0), new.id from json_each(new.payload, '$.index.keys') key;
  insert into match_record (record_id, version, owner, key_id, ciphertext, keys, part, sealed)
  values (new.id, new.version, new.payload ->> '$.state.owner', new.payload ->> '$.state.attributes.keyId',
    new.payload ->> '$.state.attributes.ciphertext', new.payload -> '$.index.keys', coalesce(new.payload ->> '$.index.part', 0),
    coalesce(new.payload ->> '$.state.sealed', 0))
  on conflict (record_id) do update set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id,
    ciphertext = excluded.ciphertext, keys = excluded.keys, part = excluded.part, sealed = excluded.sealed;
end;

-- A record has one home. Who files one that was filed elsewhere meanwhile has lost a race, and nothing of it is written.
create trigger written_row_home instead of insert on written_row when new.type = 'component' begin
  update record_home set component_id = new.payload ->> '$.index.movedInto'
  where new.payload ->> '$.index.movedInto' is not null and component_id = new.id
    and record_id in (select filed.value from json_each(new.payload, '$.index.filed') filed);
  insert into record_home (record_id, component_id, filed_in)
  select filed.value, new.id, new.id from json_each(new.payload, '$.index.filed') filed where new.payload ->> '$.index.movedInto' is null
  on conflict (record_id) do update set filed_in = excluded.filed_in where record_home.component_id = excluded.component_id;
  select raise(abort, 'a record has another home') where new.payload ->> '$.index.movedInto' is null and exists (
    select 1 from json_each(new.payload, '$.index.filed') filed join record_home h on h.record_id = filed.value where h.component_id <> new.id);
end;

-- Which person each record belongs to, by the log. A record that was never filed stands for a person of its own and has no row.
create table suspect_member (
  record_id text primary key,
  owner text not null,
  component_id text not null,
  entity_id text not null) without rowid;
create index suspect_member_entity on suspect_member (entity_id);
create index suspect_member_owner on suspect_member (owner);

-- Each owner's records, for its lists.
create table suspect_record (
  owner text not null,
  record_id text not null,
  version integer not null,
  source_record_id text not null,
  flags text not null,
  primary key (owner, record_id)) without rowid;

create table suspect_redirect (
  from_id text primary key,
  to_id text not null,
  component_id text not null) without rowid;
create index suspect_redirect_to on suspect_redirect (to_id);
create index suspect_redirect_component on suspect_redirect (component_id);

create table suspect_review (
  record_a text not null,
  record_b text not null,
  component_id text not null,
  millibits integer not null,
  reasons text not null,
  primary key (record_a, record_b)) without rowid;
create index suspect_review_component on suspect_review (component_id);
