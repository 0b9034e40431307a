-- Owners' lists are read from what the commits of their records write; a projection had read the event of every record to write it once more.
alter table match_record add column source_record_id text not null default '';
alter table match_record add column flags text not null default ''; -- comma-separated
update match_record set
  source_record_id = cast(o.PayloadBinary as text) ->> '$.state.sourceRecordId',
  flags = (select coalesce(group_concat(flag.value, ','), '') from json_each(cast(o.PayloadBinary as text), '$.state.flags') flag)
from OrleansStorage o where o.GrainTypeString = 'record' and o.GrainIdExtensionString = match_record.record_id;
create index match_record_owner on match_record (owner, record_id);
drop table suspect_record;

drop trigger written_row_record;
create trigger written_row_record instead of insert on written_row when new.type = 'record' begin
  delete from match_key where record_id = new.id
    and key in (select held.value from match_record r, json_each(r.keys) held where r.record_id = new.id)
    and part = (select r.part from match_record r where r.record_id = new.id);
  insert into match_key (key, part, record_id)
  select distinct key.value, coalesce(new.payload ->> '$.index.part', 0), new.id from json_each(new.payload, '$.index.keys') key;
  insert into match_record (record_id, version, owner, key_id, ciphertext, keys, part, sealed, source_record_id, flags)
  values (new.id, new.version, new.payload ->> '$.state.owner', new.payload ->> '$.state.attributes.keyId',
    new.payload ->> '$.state.attributes.ciphertext', new.payload -> '$.index.keys', coalesce(new.payload ->> '$.index.part', 0),
    coalesce(new.payload ->> '$.state.sealed', 0), new.payload ->> '$.state.sourceRecordId',
    (select coalesce(group_concat(flag.value, ','), '') from json_each(new.payload, '$.state.flags') flag))
  on conflict (record_id) do update set version = excluded.version, owner = excluded.owner, key_id = excluded.key_id,
    ciphertext = excluded.ciphertext, keys = excluded.keys, part = excluded.part, sealed = excluded.sealed, flags = excluded.flags;
end;
