/** `PTLN` in the header of the state file. */
const ledgerApplicationId = 0x50544c4e;

/**
 * The ledger holds facts with their times; states are derived from them. Times are ISO 8601 text, sizes bytes, JSON
 * columns end in `_json`; device and inode are REAL, as JavaScript has them (some file systems use more than 53 bits). The n-th script leads to schema version n and is never edited once released.
 */
const first = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  json TEXT NOT NULL
) STRICT;

CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  source_json TEXT NOT NULL,
  conditions_json TEXT NOT NULL,
  destinations_json TEXT NOT NULL,
  is_paused INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  last_run_at TEXT,
  last_arrival_at TEXT
) STRICT;

-- The image folder of a registry, by what the file system calls it, so that another folder in its place is seen.
CREATE TABLE folder (
  registry_id TEXT PRIMARY KEY,
  root TEXT NOT NULL,
  device REAL NOT NULL,
  inode REAL NOT NULL,
  scanned_at TEXT
) STRICT;

-- Files that were read and found whole; valid while device, inode, size and time are the same.
CREATE TABLE image_file (
  registry_id TEXT NOT NULL,
  relative_path TEXT NOT NULL,
  device REAL NOT NULL,
  inode REAL NOT NULL,
  size_bytes INTEGER NOT NULL,
  modified_at_ms REAL NOT NULL,
  md5 TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  architecture TEXT,
  built_at TEXT,
  checked_at TEXT NOT NULL,
  PRIMARY KEY (registry_id, relative_path)
) STRICT, WITHOUT ROWID;

-- When an image was first seen with this content; was_there: before the first complete look at its registry.
CREATE TABLE image (
  id TEXT NOT NULL,
  digest TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  was_there INTEGER NOT NULL,
  PRIMARY KEY (id, digest)
) STRICT, WITHOUT ROWID;

-- One request to Globus; order_json is the whole of it, written before it is sent.
CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  registry_id TEXT NOT NULL,
  source_endpoint_id TEXT NOT NULL,
  destination_endpoint_id TEXT NOT NULL,
  label TEXT NOT NULL,
  started_by_json TEXT NOT NULL,
  order_json TEXT NOT NULL,
  created_at TEXT NOT NULL,
  posted_at TEXT,
  attempts INTEGER NOT NULL DEFAULT 0,
  parked_at TEXT,
  problem_json TEXT,
  task_id TEXT,
  accepted_at TEXT,
  stop_requested_at TEXT,
  ended_at TEXT,
  outcome TEXT CHECK (outcome IN ('done', 'problem', 'stopped')),
  task_json TEXT,
  CHECK ((ended_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX submission_open ON submission (created_at) WHERE ended_at IS NULL;
CREATE INDEX submission_history ON submission (ended_at) WHERE ended_at IS NOT NULL;

-- One image owed to one path at one endpoint; carried by the newest submission that names it.
CREATE TABLE delivery (
  id INTEGER PRIMARY KEY,
  image_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  destination_path TEXT NOT NULL,
  size_bytes INTEGER,
  subscription_id TEXT,
  submission_id TEXT NOT NULL REFERENCES submission (id),
  requested_at TEXT NOT NULL,
  publishing_at TEXT,
  delivered_at TEXT,
  failed_at TEXT,
  stopped_at TEXT,
  problem_json TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT,
  UNIQUE (endpoint_id, destination_path, image_id, digest)
) STRICT;
CREATE INDEX delivery_owed ON delivery (endpoint_id) WHERE delivered_at IS NULL;
CREATE INDEX delivery_of_submission ON delivery (submission_id);

-- What became of each file of a submission; stays when the delivery is carried by a later one.
CREATE TABLE submission_file (
  submission_id TEXT NOT NULL REFERENCES submission (id),
  position INTEGER NOT NULL,
  image_id TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  size_bytes INTEGER,
  destination_path TEXT NOT NULL,
  publishing_at TEXT,
  delivered_at TEXT,
  failed_at TEXT,
  stopped_at TEXT,
  problem_json TEXT,
  PRIMARY KEY (submission_id, position)
) STRICT, WITHOUT ROWID;

-- What was last delivered to a path.
CREATE TABLE placement (
  endpoint_id TEXT NOT NULL,
  destination_path TEXT NOT NULL,
  image_id TEXT NOT NULL,
  digest TEXT NOT NULL,
  size_bytes INTEGER,
  delivered_at TEXT NOT NULL,
  PRIMARY KEY (endpoint_id, destination_path)
) STRICT, WITHOUT ROWID;
CREATE INDEX placement_of_image ON placement (image_id);

-- A task's events, kept when it ends: Globus forgets them after weeks.
CREATE TABLE event (
  submission_id TEXT NOT NULL REFERENCES submission (id),
  position INTEGER NOT NULL,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  description TEXT NOT NULL,
  details TEXT NOT NULL,
  is_error INTEGER NOT NULL,
  PRIMARY KEY (submission_id, position)
) STRICT, WITHOUT ROWID;
`;

/** What follows an arrival, and subscriptions that Globus runs. */
const second = `
ALTER TABLE subscription ADD COLUMN after_json TEXT;
-- Timers at Globus that run it, one for each endpoint; null or empty: it is run here.
ALTER TABLE subscription ADD COLUMN timers_json TEXT;

-- When a webhook was noted and older images were looked for after the end.
ALTER TABLE submission ADD COLUMN followed_up_at TEXT;
UPDATE submission SET followed_up_at = ended_at WHERE ended_at IS NOT NULL;
CREATE INDEX submission_not_followed_up ON submission (ended_at)
  WHERE ended_at IS NOT NULL AND followed_up_at IS NULL;

-- Calls to webhooks that are not delivered yet; the body is what is signed.
CREATE TABLE webhook_call (
  id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL,
  url TEXT NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL,
  problem_json TEXT
) STRICT;

-- Images of ours that are removed at an endpoint by one delete task; written whole before it is sent.
CREATE TABLE removal (
  submission_id TEXT PRIMARY KEY,
  subscription_id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  paths_json TEXT NOT NULL,
  created_at TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at TEXT NOT NULL,
  task_id TEXT,
  ended_at TEXT,
  problem_json TEXT
) STRICT;
CREATE INDEX removal_open ON removal (next_attempt_at) WHERE ended_at IS NULL;
`;

/** Null in files that were read before: they are not read again for it. */
const third = `
ALTER TABLE image_file ADD COLUMN changed_at_ms REAL;
`;

/** What looking at endpoints found. */
const fourth = `
-- When it was last seen there.
ALTER TABLE placement ADD COLUMN checked_at TEXT;
-- When it was last written, as the endpoint told at the first look.
ALTER TABLE placement ADD COLUMN changed_at TEXT;
-- When another file was found in its place.
ALTER TABLE placement ADD COLUMN drifted_at TEXT;
`;

/** Looking is noted by folder: a row for each, not a write for each image. */
const fifth = `
ALTER TABLE placement DROP COLUMN checked_at;
CREATE TABLE look (
  endpoint_id TEXT NOT NULL,
  folder TEXT NOT NULL,
  looked_at TEXT NOT NULL,
  PRIMARY KEY (endpoint_id, folder)
) STRICT, WITHOUT ROWID;
`;

export const ledgerSchema = {
  applicationId: ledgerApplicationId,
  migrations: [first, second, third, fourth, fifth],
} as const;
