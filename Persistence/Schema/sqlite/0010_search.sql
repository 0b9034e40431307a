-- Records that others must not learn of.
create view sealed_record as select record_id from match_record where sealed;

-- The events of each search, found by its id.
create table search_event (
  search_id text not null,
  seq integer not null,
  primary key (search_id, seq)) without rowid;
