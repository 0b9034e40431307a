-- What was decided, for ever. Filled by the statement that writes the row, or else by the trigger below.
create table event_log (
  position bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(), -- positions are not commit order; (xid, position) below the horizon is final
  grain_type text collate "C" not null,
  grain_id text collate "C" not null,
  version integer not null,
  ordinal smallint not null,
  event_type text collate "C" not null,
  jurisdictions text collate "C" not null check (jurisdictions <> ''),
  request_id uuid not null,
  principal text collate "C" not null,
  fingerprint text collate "C" not null,
  actor text not null,
  purpose text not null,
  event_time timestamptz not null,
  decided_at timestamptz not null,
  recorded_at timestamptz not null default clock_timestamp(),
  body json not null,
  primary key (xid, position),
  constraint event_log_request unique (request_id, principal, ordinal)); -- a request is carried out once

-- Copies the events of a row just written into the log, in the same transaction. A row whose events or write are missing gives
-- nulls, which the log refuses, and with them the write.
create function log_events() returns trigger language plpgsql as $$
begin
  insert into event_log (grain_type, grain_id, version, ordinal, event_type, jurisdictions, request_id, principal, fingerprint,
    actor, purpose, event_time, decided_at, body)
  select row."grainType", row."grainId", new.version, event.ordinal, logged.body ->> '$type', logged.jurisdictions,
    write."requestId", write.principal, write.fingerprint, write.actor, write.purpose, logged.at, write."decidedAt", logged.body
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json)
    as row ("grainType" text, "grainId" text, write json, events json) -- one parse; each -> would parse the whole text again
  left join lateral json_to_record(row.write)
    as write ("requestId" uuid, principal text, fingerprint text, actor text, purpose text, "decidedAt" timestamptz) on true
  left join lateral json_array_elements(row.events) with ordinality as event (value, ordinal) on true
  left join lateral json_to_record(event.value) as logged (jurisdictions text, at timestamptz, body json) on true
  order by event.ordinal;
  return null;
end $$;

-- For every write but those that log themselves: the grouped writer's one statement moves the row, its mark and the log together.
-- A statement that knows nothing of the mark leaves it behind, and comes here.
create trigger orleansstorage_log_insert after insert on orleansstorage
  for each row when (new.logged is distinct from new.version) execute function log_events();
create trigger orleansstorage_log_update after update on orleansstorage
  for each row when (new.logged is distinct from new.version or new.version = old.version) execute function log_events();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: it is only ever added to', tg_op, tg_table_name;
end $$;
create trigger orleansstorage_keep before delete or truncate on orleansstorage for each statement execute function refuse_change();
create trigger event_log_keep before update or delete or truncate on event_log for each statement execute function refuse_change();
