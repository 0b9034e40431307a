-- Pairs of records that people have something to do with, by the log: OPEN ones wait for a person or for a second vote, DECIDED ones were
-- judged, CONFLICT ones are judgements that cannot all hold or evidence against one. A pair may stand in several states.
drop table suspect_review;
create table suspect_match (
  record_a text collate "C" not null,
  record_b text collate "C" not null,
  state text not null,
  component_id text collate "C" not null,
  millibits bigint not null,
  reasons text not null,
  primary key (record_a, record_b, state));
create index suspect_match_component on suspect_match (component_id);
create index suspect_match_queue on suspect_match (state, millibits desc, record_a, record_b);
create index suspect_match_b on suspect_match (record_b);

-- Jurisdictions that may vote on a pair while votes are open, besides those that hold its records: they hold others of the person that would be parted.
create table suspect_voter (
  record_a text collate "C" not null,
  record_b text collate "C" not null,
  jurisdiction text not null,
  component_id text collate "C" not null,
  primary key (record_a, record_b, jurisdiction));
create index suspect_voter_component on suspect_voter (component_id);

-- Detentions and arrests, each by the record it was ordered on: whichever person that belongs to is arrested.
create table suspect_arrest (
  record_id text collate "C" not null,
  case_id text collate "C" not null,
  measure_id text collate "C" not null,
  primary key (record_id, case_id, measure_id));

-- The tables above hold what the log tells: it is read anew from its start.
delete from suspect_member;
delete from suspect_redirect;
update projection_position set position = 0 where name = 'suspects';
