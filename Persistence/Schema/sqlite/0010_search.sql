-- Which suspect records are sealed: a row of their own, written by the record's own commit. Others must not learn of them.
create table sealed_record (
  record_id text primary key) without rowid;

create trigger written_row_seal instead of insert on written_row when new.type = 'record' begin
  delete from sealed_record where record_id = new.id;
  insert into sealed_record (record_id) select new.id where new.payload ->> '$.state.sealed';
end;

-- The events of each search, found by its id.
create table search_event (
  search_id text not null,
  seq integer not null,
  primary key (search_id, seq)) without rowid;
