-- The homes of all records that one statement files, in one go: a call for each component was a quarter of the work of writing it. What moves goes
-- first. A record has one home: two components of one statement that claim it are refused as well.
create function home_records(components text[], filed text[], moved_into text[]) returns void language plpgsql as $$
declare
  asked bigint;
  homed bigint;
begin
  if array_remove(moved_into, null) <> '{}' then
    update record_home h set component_id = c.moved_into
    from unnest(components, filed, moved_into) as c (component, filed, moved_into)
    where c.moved_into is not null and h.record_id = any (string_to_array(c.filed, ',')) and h.component_id = c.component; -- any: by the index, however young the table
  end if;
  insert into record_home (record_id, component_id, filed_in)
  select distinct on (f.record_id) f.record_id, c.component, c.component
  from unnest(components, filed, moved_into) as c (component, filed, moved_into)
  cross join lateral unnest(string_to_array(c.filed, ',')) as f (record_id)
  where c.moved_into is null
  order by f.record_id
  on conflict (record_id) do update set filed_in = excluded.filed_in where record_home.component_id = excluded.component_id;
  get diagnostics homed = row_count;
  select coalesce(sum(cardinality(string_to_array(c.filed, ','))), 0) into asked
  from unnest(filed, moved_into) as c (filed, moved_into) where c.moved_into is null;
  if homed < asked then
    raise exception 'a record has another home' using errcode = 'CO001';
  end if;
end $$;

create or replace function home_records() returns trigger language plpgsql as $$
begin
  perform home_records(array[new.grainidextensionstring::text], array[array_to_string(array(select json_array_elements_text(index.filed)), ',')], array[index."movedInto"])
  from json_to_record(convert_from(new.payloadbinary, 'UTF8')::json) as row (index json)
  cross join lateral json_to_record(row.index) as index (filed json, "movedInto" text);
  return null;
end $$;

drop function home_records(text, text[], text);
