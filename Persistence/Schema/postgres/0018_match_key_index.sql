-- By the key alone: with the records' ids the index was three times as large, and where rows are young each one's page is read anyway. A record holds a
-- key once because its list does (whoever makes it leaves out what is twice), as `coord verify` checks.
create index match_key_key on match_key (key, part);
alter table match_key drop constraint match_key_pkey;
