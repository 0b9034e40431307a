-- Records that others must not learn of.
create view sealed_record as select record_id from match_record where sealed;

-- The events of each search, found by its id.
create table search_event (
  search_id text collate "C" not null,
  seq bigint not null,
  primary key (search_id, seq));
