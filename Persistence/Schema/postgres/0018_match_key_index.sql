-- Record ids do not belong into the index: they made it five times as large, and the page of each row is read anyway where rows are young.
-- That no key is held twice by a record is seen to by the key of match_record, in the same statement.
alter table match_key drop constraint match_key_pkey;
create index match_key_key on match_key (key, part);
