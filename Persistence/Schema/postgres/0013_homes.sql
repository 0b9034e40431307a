-- The homes of records, by the statement that writes the component, or else by the trigger: as the log is filled.
create function home_records(component text, filed text[], moved_into text) returns void language plpgsql as $$
begin
  if moved_into is not null then
    update record_home set component_id = moved_into where record_id = any (filed) and component_id = component;
    return;
  end if;
  insert into record_home (record_id, component_id, filed_in)
  select record_id, component, component from unnest(filed) record_id order by record_id
  on conflict (record_id) do update set filed_in = excluded.filed_in where record_home.component_id = excluded.component_id;
  if exists (select from record_home h where h.record_id = any (filed) and h.component_id <> component) then
    raise exception 'a record has another home' using errcode = 'CO001';
  end if;
end $$;

create or replace function home_records() returns trigger language plpgsql as $$
begin
  perform home_records(new.grainidextensionstring, array(select json_array_elements_text(index.filed)), index."movedInto")
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row (index json)
  cross join lateral json_to_record(row.index) as index (filed json, "movedInto" text);
  return null;
end $$;

drop trigger orleansstorage_home on orleansstorage;
create trigger orleansstorage_home after insert or update on orleansstorage
  for each row when (new.graintypestring = 'component' and new.logged is distinct from new.version) execute function home_records();
