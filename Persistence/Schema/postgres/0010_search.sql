-- Which suspect records are sealed: a row of their own, written by the record's own commit. Others must not learn of them.
create table sealed_record (
  record_id text collate "C" primary key);

create function index_seal() returns trigger language plpgsql as $$
begin
  if coalesce((convert_from(new.payloadbinary, 'UTF8')::json #>> '{state,sealed}')::boolean, false) then
    insert into sealed_record (record_id) values (new.grainidextensionstring) on conflict do nothing;
  else
    delete from sealed_record where record_id = new.grainidextensionstring;
  end if;
  return null;
end $$;
create trigger orleansstorage_seal after insert or update on orleansstorage
  for each row when (new.graintypestring = 'record') execute function index_seal();

-- The events of each search, found by its id.
create table search_event (
  search_id text collate "C" not null,
  seq bigint not null,
  primary key (search_id, seq));
