-- The sealed content of each suspect record, beside its match keys, so that candidates are read and opened in one round trip.
create table match_record (
  record_id text collate "C" primary key,
  version integer not null,
  owner text not null,
  key_id text not null,
  ciphertext text not null);

create function index_record() returns trigger language plpgsql as $$
begin
  insert into match_record (record_id, version, owner, key_id, ciphertext)
  select row."grainId", new.version, state.owner, attributes."keyId", attributes.ciphertext
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row ("grainId" text, state json)
  cross join lateral json_to_record(row.state) as state (owner text, attributes json)
  cross join lateral json_to_record(state.attributes) as attributes ("keyId" text, ciphertext text)
  on conflict (record_id) do update
  set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id, ciphertext = excluded.ciphertext;
  return null;
end $$;
create trigger orleansstorage_record after insert or update on orleansstorage
  for each row when (new.graintypestring = 'record') execute function index_record();

-- Which person each record belongs to, by the log.
create table suspect_member (
  record_id text collate "C" primary key,
  owner text not null,
  component_id text collate "C" not null,
  entity_id text collate "C" not null);
create index suspect_member_entity on suspect_member (entity_id);
create index suspect_member_owner on suspect_member (owner);

create table suspect_redirect (
  from_id text collate "C" primary key,
  to_id text collate "C" not null);
create index suspect_redirect_to on suspect_redirect (to_id);

create table suspect_review (
  record_a text collate "C" not null,
  record_b text collate "C" not null,
  component_id text collate "C" not null,
  millibits bigint not null,
  reasons text not null,
  primary key (record_a, record_b));
create index suspect_review_component on suspect_review (component_id);
