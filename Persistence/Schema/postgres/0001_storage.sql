-- The tables that Orleans' ADO.NET providers read, with our own statements (the documented extension point).
create table orleansquery (
  querykey varchar(64) primary key,
  querytext varchar(8000) not null);

create table orleansstorage (
  grainidhash integer not null,
  grainidn0 bigint not null,
  grainidn1 bigint not null,
  graintypehash integer not null,
  graintypestring varchar(512) collate "C" not null,
  grainidextensionstring varchar(512) collate "C",
  serviceid varchar(150) collate "C" not null,
  payloadbinary bytea,
  modifiedon timestamp not null,
  version integer not null,
  logged integer) -- = version if the statement that wrote this version put its events into the log itself; otherwise a trigger does
  with (fillfactor = 70); -- room for the next version beside the last: the update stays on its page and touches no index

-- Without it two activations of one grain can both make the first write, and the grain never loads again.
create unique index orleansstorage_key on orleansstorage
  (grainidhash, graintypehash, grainidn0, grainidn1, graintypestring, grainidextensionstring, serviceid) nulls not distinct;

-- Above 2 kB a row is compressed: lz4 costs a fraction of the default.
alter table orleansstorage alter payloadbinary set compression lz4;

create function writetostorage(_idhash integer, _n0 bigint, _n1 bigint, _typehash integer, _type varchar,
  _extension varchar, _service varchar, _version integer, _payload bytea) returns setof integer language plpgsql as $$
begin
  if _version is null then
    return query
      insert into orleansstorage (grainidhash, grainidn0, grainidn1, graintypehash, graintypestring, grainidextensionstring, serviceid, payloadbinary, modifiedon, version)
      values (_idhash, _n0, _n1, _typehash, _type, _extension, _service, _payload, now() at time zone 'utc', 1)
      on conflict do nothing returning version;
  else
    return query
      update orleansstorage set payloadbinary = _payload, modifiedon = now() at time zone 'utc', version = version + 1
      where grainidhash = _idhash and graintypehash = _typehash and grainidn0 = _n0 and grainidn1 = _n1 and graintypestring = _type
        and (grainidextensionstring = _extension or (grainidextensionstring is null and _extension is null))
        and serviceid = _service and version = _version
      returning version;
  end if;
end $$;

-- A write that returns no row has lost: Orleans makes it an InconsistentStateException. Rows are never cleared: closing is a state.
insert into orleansquery (querykey, querytext) values
('WriteToStorageKey',
 'select w as NewGrainStateVersion from writetostorage(@GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString,
   @GrainIdExtensionString, @ServiceId, @GrainStateVersion, @PayloadBinary) w'),
('ReadFromStorageKey',
 'select payloadbinary as PayloadBinary, version as Version from orleansstorage
   where grainidhash = @GrainIdHash and graintypehash = @GrainTypeHash and grainidn0 = @GrainIdN0 and grainidn1 = @GrainIdN1
   and graintypestring = @GrainTypeString
   and (grainidextensionstring = @GrainIdExtensionString or (grainidextensionstring is null and @GrainIdExtensionString is null))
   and serviceid = @ServiceId'),
('ClearStorageKey', 'select null::integer as NewGrainStateVersion where false');
