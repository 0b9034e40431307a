-- Owners' lists are read from what the commits of their records write; a projection had read the event of every record to write it once more.
alter table match_record
  alter owner type text collate "C",
  add source_record_id text not null default '',
  add flags text not null default ''; -- comma-separated
update match_record r set source_record_id = state."sourceRecordId", flags = coalesce((select string_agg(flag, ',') from json_array_elements_text(state.flags) flag), '')
from orleansstorage o
cross join lateral json_to_record(convert_from(o.payloadbinary, 'UTF8')::json) as row (state json)
cross join lateral json_to_record(row.state) as state ("sourceRecordId" text, flags json)
where o.graintypestring = 'record' and o.grainidextensionstring = r.record_id;
alter table match_record alter source_record_id drop default, alter flags drop default;
create index match_record_owner on match_record (owner, record_id);
drop table suspect_record;

create or replace function index_record() returns trigger language plpgsql as $$
declare
  found record;
begin
  select state.owner, state."sourceRecordId" as source_record_id, attributes."keyId" as key_id, attributes.ciphertext,
    array(select key::bigint from json_array_elements_text(index.keys) key) as keys, coalesce(index.part, 0) as part,
    coalesce(state.sealed, false) as sealed, coalesce((select string_agg(flag, ',') from json_array_elements_text(state.flags) flag), '') as flags
  into strict found
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row (state json, index json)
  cross join lateral json_to_record(row.state) as state (owner text, "sourceRecordId" text, attributes json, sealed boolean, flags json)
  cross join lateral json_to_record(state.attributes) as attributes ("keyId" text, ciphertext text)
  cross join lateral json_to_record(row.index) as index (keys json, part integer);
  if new.version > 1 then
    delete from match_key k using match_record r
    where r.record_id = new.grainidextensionstring and k.key = any (r.keys) and k.part = r.part and k.record_id = r.record_id;
  end if;
  insert into match_key (key, part, record_id) select key, found.part, new.grainidextensionstring from unnest(found.keys) key;
  insert into match_record (record_id, version, owner, key_id, ciphertext, keys, part, sealed, source_record_id, flags)
  values (new.grainidextensionstring, new.version, found.owner, found.key_id, found.ciphertext, found.keys, found.part, found.sealed,
    found.source_record_id, found.flags)
  on conflict (record_id) do update set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id,
    ciphertext = excluded.ciphertext, keys = excluded.keys, part = excluded.part, sealed = excluded.sealed, flags = excluded.flags;
  return null;
end $$;

-- Less work than the default for the events that are long enough to be compressed.
alter table event_log alter body set compression lz4;
