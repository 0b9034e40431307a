-- The sealed content of each suspect record, beside its match keys, so that candidates are read and opened in one round trip.
create table match_record (
  record_id text primary key,
  version integer not null,
  owner text not null,
  key_id text not null,
  ciphertext text not null) without rowid;

create trigger written_row_record instead of insert on written_row when new.type = 'record' begin
  insert into match_record (record_id, version, owner, key_id, ciphertext)
  values (new.id, new.version, new.payload ->> '$.state.owner', new.payload ->> '$.state.attributes.keyId',
    new.payload ->> '$.state.attributes.ciphertext')
  on conflict (record_id) do update
  set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id, ciphertext = excluded.ciphertext;
end;

-- Which person each record belongs to, by the log.
create table suspect_member (
  record_id text primary key,
  owner text not null,
  component_id text not null,
  entity_id text not null) without rowid;
create index suspect_member_entity on suspect_member (entity_id);
create index suspect_member_owner on suspect_member (owner);

create table suspect_redirect (
  from_id text primary key,
  to_id text not null) without rowid;
create index suspect_redirect_to on suspect_redirect (to_id);

create table suspect_review (
  record_a text not null,
  record_b text not null,
  component_id text not null,
  millibits integer not null,
  reasons text not null,
  primary key (record_a, record_b)) without rowid;
create index suspect_review_component on suspect_review (component_id);
