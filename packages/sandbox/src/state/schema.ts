/** The tables of the sandbox; each statement can be run again on an existing file. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS people (
  phone TEXT PRIMARY KEY,
  user_id TEXT NOT NULL UNIQUE,
  name TEXT,
  username TEXT,
  parent_user_id TEXT,
  hidden INTEGER NOT NULL DEFAULT 0,
  marketing_stopped INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  wamid TEXT NOT NULL UNIQUE,
  number_id TEXT NOT NULL,
  phone TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  type TEXT NOT NULL,
  view TEXT NOT NULL,
  status TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  delivery TEXT,
  error TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_phone ON messages (phone, at_ms, seq);
CREATE INDEX IF NOT EXISTS messages_by_window ON messages (number_id, phone, direction, at_ms);
CREATE TABLE IF NOT EXISTS steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  wamid TEXT NOT NULL,
  step TEXT NOT NULL,
  due_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS steps_by_time ON steps (due_ms, id);
CREATE INDEX IF NOT EXISTS steps_by_message ON steps (wamid);
CREATE TABLE IF NOT EXISTS webhooks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  url TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'expired')),
  held TEXT,
  due_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  attempts TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX IF NOT EXISTS webhooks_by_state ON webhooks (state, id);
CREATE TABLE IF NOT EXISTS templates (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (name, language)
) STRICT;
CREATE TABLE IF NOT EXISTS template_pauses (
  template_id TEXT PRIMARY KEY,
  until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS template_pauses_by_time ON template_pauses (until_ms);
CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY,
  mime_type TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  filename TEXT,
  bytes BLOB NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS faults (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  remaining INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS blocked (
  number_id TEXT NOT NULL,
  phone TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (number_id, phone)
) STRICT;
CREATE TABLE IF NOT EXISTS qr_links (
  code TEXT PRIMARY KEY,
  number_id TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`;

/** Every table that `POST /sandbox/reset` empties. */
export const TABLES = [
  'people',
  'messages',
  'steps',
  'webhooks',
  'templates',
  'template_pauses',
  'media',
  'faults',
  'blocked',
  'qr_links',
  'settings',
];
