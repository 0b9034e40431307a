-- Data keys of personal fields, wrapped by the master key. A destroyed key stays as an empty row, so that it is known to be erased.
create table data_key (
  key_id text collate "C" primary key,
  wrapped bytea,
  created_at timestamptz not null default now(),
  destroyed_at timestamptz);
