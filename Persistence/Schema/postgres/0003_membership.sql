-- Cluster membership. Each change of a row and the version of the table move together in one statement, or not at all.
create table orleansmembershipversiontable (
  deploymentid varchar(150) primary key,
  timestamp timestamptz(3) not null default now(),
  version integer not null default 0);

create table orleansmembershiptable (
  deploymentid varchar(150) not null references orleansmembershipversiontable,
  address varchar(45) not null,
  port integer not null,
  generation integer not null,
  siloname varchar(150) not null,
  hostname varchar(150) not null,
  status integer not null,
  proxyport integer,
  suspecttimes varchar(8000),
  starttime timestamptz(3) not null,
  iamalivetime timestamptz(3) not null,
  primary key (deploymentid, address, port, generation));

insert into orleansquery (querykey, querytext) values
('GatewaysQueryKey',
 'select Address, ProxyPort, Generation from orleansmembershiptable
   where deploymentid = @DeploymentId and status = @Status and proxyport > 0'),
('MembershipReadRowKey',
 'select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
   from orleansmembershipversiontable v
   left join orleansmembershiptable m on m.deploymentid = v.deploymentid and m.address = @Address and m.port = @Port and m.generation = @Generation
   where v.deploymentid = @DeploymentId'),
('MembershipReadAllKey',
 'select v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
   from orleansmembershipversiontable v
   left join orleansmembershiptable m on m.deploymentid = v.deploymentid
   where v.deploymentid = @DeploymentId'),
('InsertMembershipVersionKey',
 'with added as (insert into orleansmembershipversiontable (deploymentid) values (@DeploymentId) on conflict do nothing returning 1)
   select count(*)::integer from added'),
('InsertMembershipKey',
 'with moved as (
     update orleansmembershipversiontable set timestamp = now(), version = version + 1
     where deploymentid = @DeploymentId and version = @Version
       and not exists (select from orleansmembershiptable where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
     returning 1),
   added as (
     insert into orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
     select @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from moved
     returning 1)
   select count(*)::integer from added'),
('UpdateMembershipKey',
 'with moved as (
     update orleansmembershipversiontable set timestamp = now(), version = version + 1
     where deploymentid = @DeploymentId and version = @Version
       and exists (select from orleansmembershiptable where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
     returning 1),
   changed as (
     update orleansmembershiptable set status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime
     from moved where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation
     returning 1)
   select count(*)::integer from changed'),
('UpdateIAmAlivetimeKey',
 'update orleansmembershiptable set iamalivetime = @IAmAliveTime
   where deploymentid = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
('DeleteMembershipTableEntriesKey',
 'delete from orleansmembershiptable where deploymentid = @DeploymentId;
  delete from orleansmembershipversiontable where deploymentid = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', -- 3 is Active
 'delete from orleansmembershiptable where deploymentid = @DeploymentId and iamalivetime < @IAmAliveTime and status <> 3');
