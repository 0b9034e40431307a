-- The national ledger: lines are only ever added, a figure is a sum of them. Field times are Unix milliseconds, because a window holds
-- all of its last millisecond. earlier_ms is the smallest integer where there is no earlier case.
CREATE TABLE tally_line (
  seq INTEGER NOT NULL,
  number INTEGER NOT NULL,
  decided_at TEXT NOT NULL,
  metric TEXT NOT NULL,
  jurisdiction TEXT NOT NULL,
  focus_area TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  earlier_ms INTEGER NOT NULL,
  campaign_id TEXT NOT NULL,
  delta INTEGER NOT NULL,
  PRIMARY KEY (seq, number)) WITHOUT ROWID;
CREATE INDEX tally_line_at ON tally_line (at_ms);

-- What the ledger keeps of each case, group and operation.
CREATE TABLE tally_subject (
  grain_id TEXT PRIMARY KEY,
  grain_type TEXT NOT NULL,
  merged_into TEXT NOT NULL,
  state TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX tally_subject_merged ON tally_subject (merged_into) WHERE merged_into <> '';

CREATE TABLE tally_fact (
  fact_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (fact_id, case_id)) WITHOUT ROWID;
