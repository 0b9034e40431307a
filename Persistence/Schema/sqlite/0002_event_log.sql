-- What was decided, for ever. Filled by the triggers below and by nothing else. One writer: positions are commit order.
create table event_log (
  position integer primary key autoincrement,
  grain_type text not null,
  grain_id text not null,
  version integer not null,
  ordinal integer not null,
  event_type text not null,
  jurisdictions text not null check (jurisdictions <> ''),
  request_id text not null,
  principal text not null,
  fingerprint text not null,
  actor text not null,
  purpose text not null,
  event_time text not null,
  decided_at text not null,
  recorded_at text not null default (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  body text not null,
  unique (request_id, principal, ordinal)); -- a request is carried out once

-- Both triggers on the storage table write to this view, whose trigger is the one place where events enter the log.
create view written_row as select '' as type, '' as id, '' as payload, 0 as version where false;
create trigger written_row_log instead of insert on written_row begin
  select raise(abort, 'a write without events is refused') where coalesce(json_array_length(new.payload, '$.events'), 0) = 0;
  insert into event_log (grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint,
    actor, purpose, event_time, decided_at, body)
  select new.payload ->> '$.grainType', new.payload ->> '$.grainId', new.version, event.key + 1, event.value ->> '$.body."$type"',
    event.value ->> '$.jurisdictions', new.payload ->> '$.write.requestId', new.payload ->> '$.write.principal',
    new.payload ->> '$.write.fingerprint', new.payload ->> '$.write.actor', new.payload ->> '$.write.purpose',
    event.value ->> '$.at', new.payload ->> '$.write.decidedAt', event.value -> '$.body'
  from json_each(new.payload, '$.events') event
  order by event.key;
end;

-- Cast: JSON in a blob may be taken for SQLite's binary JSON.
create trigger OrleansStorage_log_insert after insert on OrleansStorage begin
  insert into written_row (type, id, payload, version)
  values (new.GrainTypeString, new.GrainIdExtensionString, cast(new.PayloadBinary as text), new.Version);
end;
create trigger OrleansStorage_log_update after update on OrleansStorage begin
  insert into written_row (type, id, payload, version)
  values (new.GrainTypeString, new.GrainIdExtensionString, cast(new.PayloadBinary as text), new.Version);
end;

create trigger OrleansStorage_keep before delete on OrleansStorage begin
  select raise(abort, 'a grain row is never deleted');
end;
create trigger event_log_keep_update before update on event_log begin
  select raise(abort, 'the log is only ever added to');
end;
create trigger event_log_keep_delete before delete on event_log begin
  select raise(abort, 'the log is only ever added to');
end;
