-- The national ledger: lines are only ever added, a figure is a sum of them. Field times are Unix milliseconds, because a window holds
-- all of its last millisecond. earlier_ms is the smallest bigint where there is no earlier case.
create table tally_line (
  seq bigint not null,
  number integer not null,
  decided_at timestamptz not null,
  metric text not null,
  jurisdiction text not null,
  focus_area text not null,
  at_ms bigint not null,
  earlier_ms bigint not null,
  campaign_id text not null,
  delta bigint not null,
  primary key (seq, number));
create index tally_line_at on tally_line (at_ms) include (seq, metric, jurisdiction, focus_area, earlier_ms, campaign_id, delta);

-- What the ledger keeps of each case, group and operation.
create table tally_subject (
  grain_id text primary key,
  grain_type text not null,
  merged_into text not null,
  state json not null) with (fillfactor = 80);
create index tally_subject_merged on tally_subject (merged_into) where merged_into <> '';

create table tally_fact (
  fact_id text not null,
  case_id text not null,
  primary key (fact_id, case_id));
