-- The tables that Orleans' ADO.NET storage reads, with our own statements (the documented extension point). One statement a write:
-- the stock ones open a transaction and can leave their pooled connection inside it.
create table OrleansQuery (
  QueryKey text primary key,
  QueryText text not null);

create table OrleansStorage (
  GrainIdHash integer not null,
  GrainIdN0 integer not null,
  GrainIdN1 integer not null,
  GrainTypeHash integer not null,
  GrainTypeString text not null,
  GrainIdExtensionString text,
  ServiceId text not null,
  PayloadBinary blob,
  ModifiedOn text not null,
  Version integer not null);

create unique index OrleansStorage_key on OrleansStorage
  (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, coalesce(GrainIdExtensionString, ''), ServiceId);

-- A write that returns no row has lost: Orleans makes it an InconsistentStateException. Rows are never cleared: closing is a state.
insert into OrleansQuery (QueryKey, QueryText) values
('WriteToStorageKey',
 'insert into OrleansStorage (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
   select @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, datetime(''now''), coalesce(@GrainStateVersion, 0) + 1
   where @GrainStateVersion is null or exists (select 1 from OrleansStorage
     where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
     and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''') and ServiceId = @ServiceId)
   on conflict do update set PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = excluded.Version
   where OrleansStorage.Version = @GrainStateVersion returning Version as NewGrainStateVersion'),
('ReadFromStorageKey',
 'select PayloadBinary, Version from OrleansStorage
   where GrainIdHash = @GrainIdHash and GrainTypeHash = @GrainTypeHash and GrainIdN0 = @GrainIdN0 and GrainIdN1 = @GrainIdN1 and GrainTypeString = @GrainTypeString
   and coalesce(GrainIdExtensionString, '''') = coalesce(@GrainIdExtensionString, '''') and ServiceId = @ServiceId'),
('ClearStorageKey', 'select null as NewGrainStateVersion where false');
