-- Each time a tenth of a table is new, the server samples it anew: 300 rows for each unit of the largest target among its columns, sorted
-- column by column. With the default of 100 that was an eighth of a machine's work after an import. What each write fills is found by an
-- index, whatever its statistics say; a rough count is all that questions over whole tables need of it. A column added later needs the same.
do $$
declare
  found record;
begin
  for found in
    select a.attrelid::regclass as filled, a.attname as col, case when a.attname in ('payloadbinary', 'body', 'ciphertext', 'wrapped') then 0 else 10 end as target
    from pg_attribute a
    where a.attnum > 0 and not a.attisdropped and a.attrelid in (
      'orleansstorage'::regclass, 'event_log'::regclass, 'event_seq'::regclass, 'data_key'::regclass, 'match_record'::regclass, 'match_key'::regclass,
      'record_home'::regclass, 'record_compared'::regclass, 'suspect_member'::regclass, 'inbox'::regclass)
  loop
    execute format('alter table %s alter %I set statistics %s', found.filled, found.col, found.target);
  end loop;
end $$;
