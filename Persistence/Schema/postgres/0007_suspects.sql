-- What suspects' records are found by. It belongs to the rows of records and components and is written by their own commits.

-- The sealed content of each record, beside its keys, so that candidates are read and opened without asking their grains.
create table match_record (
  record_id text collate "C" primary key,
  version integer not null,
  owner text not null,
  key_id text not null,
  ciphertext text not null,
  keys bigint[] not null,
  part integer not null,
  sealed boolean not null);

-- The keyed hashes under which records meet, of 64 bits: two keys that share one by chance cost a comparison and join nobody. Members of a key that has too many are compared where their parts agree.
create table match_key (
  key bigint not null,
  part integer not null,
  record_id text collate "C" not null,
  primary key (key, part, record_id));

-- The component that a record belongs to, and the one that last held it: another one while that one moved and did not arrive yet.
create table record_home (
  record_id text collate "C" primary key,
  component_id text collate "C" not null,
  filed_in text collate "C" not null);

-- Work marks, not decisions: the version of a record that was compared last, and keys whose members were compared since they turned hot.
create table record_compared (
  record_id text collate "C" primary key,
  version integer not null);
create table hot_key (
  key bigint not null,
  part integer not null,
  primary key (key, part));

create function index_record() returns trigger language plpgsql as $$
declare
  found record;
begin
  select state.owner, attributes."keyId" as key_id, attributes.ciphertext,
    array(select key::bigint from json_array_elements_text(index.keys) key) as keys, coalesce(index.part, 0) as part,
    coalesce(state.sealed, false) as sealed
  into strict found
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row (state json, index json)
  cross join lateral json_to_record(row.state) as state (owner text, attributes json, sealed boolean)
  cross join lateral json_to_record(state.attributes) as attributes ("keyId" text, ciphertext text)
  cross join lateral json_to_record(row.index) as index (keys json, part integer);
  if new.version > 1 then
    delete from match_key k using match_record r
    where r.record_id = new.grainidextensionstring and k.key = any (r.keys) and k.part = r.part and k.record_id = r.record_id;
  end if;
  insert into match_key (key, part, record_id) select key, found.part, new.grainidextensionstring from unnest(found.keys) key;
  insert into match_record (record_id, version, owner, key_id, ciphertext, keys, part, sealed)
  values (new.grainidextensionstring, new.version, found.owner, found.key_id, found.ciphertext, found.keys, found.part, found.sealed)
  on conflict (record_id) do update set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id,
    ciphertext = excluded.ciphertext, keys = excluded.keys, part = excluded.part, sealed = excluded.sealed;
  return null;
end $$;
-- For every write but those that fill the index themselves, by the same mark as the log's.
create trigger orleansstorage_record after insert or update on orleansstorage
  for each row when (new.graintypestring = 'record' and new.logged is distinct from new.version) execute function index_record();

-- A record has one home. Who files one that was filed elsewhere meanwhile has lost a race, and nothing of it is written.
create function home_records() returns trigger language plpgsql as $$
declare
  filed text[];
  moved_into text;
begin
  select array(select json_array_elements_text(index.filed)), index."movedInto" into strict filed, moved_into
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row (index json)
  cross join lateral json_to_record(row.index) as index (filed json, "movedInto" text);
  if moved_into is not null then
    update record_home set component_id = moved_into where record_id = any (filed) and component_id = new.grainidextensionstring;
  elsif filed <> '{}' then
    insert into record_home (record_id, component_id, filed_in)
    select record_id, new.grainidextensionstring, new.grainidextensionstring from unnest(filed) record_id order by record_id
    on conflict (record_id) do update set filed_in = excluded.filed_in where record_home.component_id = excluded.component_id;
    if exists (select from record_home h where h.record_id = any (filed) and h.component_id <> new.grainidextensionstring) then
      raise exception 'a record has another home' using errcode = 'CO001';
    end if;
  end if;
  return null;
end $$;
create trigger orleansstorage_home after insert or update on orleansstorage
  for each row when (new.graintypestring = 'component') execute function home_records();

-- Which person each record belongs to, by the log. A record that was never filed stands for a person of its own and has no row.
create table suspect_member (
  record_id text collate "C" primary key,
  owner text not null,
  component_id text collate "C" not null,
  entity_id text collate "C" not null);
create index suspect_member_entity on suspect_member (entity_id);
create index suspect_member_owner on suspect_member (owner);

-- Each owner's records, for its lists.
create table suspect_record (
  owner text not null,
  record_id text collate "C" not null,
  version integer not null,
  source_record_id text not null,
  flags text not null,
  primary key (owner, record_id));

create table suspect_redirect (
  from_id text collate "C" primary key,
  to_id text collate "C" not null,
  component_id text collate "C" not null);
create index suspect_redirect_to on suspect_redirect (to_id);
create index suspect_redirect_component on suspect_redirect (component_id);

create table suspect_review (
  record_a text collate "C" not null,
  record_b text collate "C" not null,
  component_id text collate "C" not null,
  millibits bigint not null,
  reasons text not null,
  primary key (record_a, record_b));
create index suspect_review_component on suspect_review (component_id);
