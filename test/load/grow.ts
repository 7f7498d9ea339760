import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { benchValues } from './values.ts';
import { CUSTOMERS, customerPhone } from './webhooks.ts';

/** What a large business has after years. */
const STORED_CONTACTS = 1_000_000;
const STORED_MESSAGES = 10_000_000;

/** In one transaction; more would only make its log longer. */
const ROWS_AT_ONCE = 500_000;

/** Those who write in the measurement are spread over all contacts, so that their rows lie far from each other. */
const EVERY = STORED_CONTACTS / CUSTOMERS;

/**
 * Fills the stopped gateway's database with contacts and messages of the past: each contact has a phone number, a
 * conversation and ten messages, the contacts' messages in turn, as they come in over the years.
 */
export function grow(dataDir: string): { readonly contacts: number; readonly messages: number } {
  const db = new DatabaseSync(databaseIn(dataDir));
  // Made again from nothing should it fail: nobody waits for the disk.
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = FILE');
  const byConversation = indexOf(db, 'message_by_conversation');
  db.exec('drop index message_by_conversation');
  for (let from = 0; from < STORED_CONTACTS; from += ROWS_AT_ONCE) insertContacts(db, from);
  for (let from = 0; from < STORED_MESSAGES; from += ROWS_AT_ONCE) insertMessages(db, from);
  db.exec(byConversation);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const stored = { contacts: countOf(db, 'contact'), messages: countOf(db, 'message') };
  db.close();
  return stored;
}

/** The gateway's database file in its data dir. */
function databaseIn(dataDir: string): string {
  const name = readdirSync(dataDir).find((file) => file.endsWith('.db'));
  if (name === undefined) throw new Error('The gateway has made no database.');
  return join(dataDir, name);
}

/** In MB. */
export function databaseMb(dataDir: string): number {
  return statSync(databaseIn(dataDir)).size / 1024 / 1024;
}

function insertContacts(db: DatabaseSync, from: number): void {
  // A customer of the measurement stands at every so many; the others have numbers of their own.
  const phone = `case when i % ${EVERY} = 0 then '${customerPhone(0).slice(0, 8)}' || printf('%06d', i / ${EVERY})
    else '+4916' || printf('%09d', i) end`;
  inTransaction(
    db,
    [
      `insert into contact (id, name, attributes, created_at)
      select 'ctc_' || printf('%032d', i), 'Kundin ' || i, '{}', ${atOf('i * 10')} from n`,
      `insert into identity (kind, value, contact_id, source, since)
      select 'phone', ${phone}, 'ctc_' || printf('%032d', i), 'whatsapp', ${atOf('i * 10')} from n order by 2`,
      `insert into conversation (id, contact_id, number_id, state, tags, unanswered, last_inbound_at, last_message_at,
        window_told, window_closes_at, created_at)
      select 'cnv_' || printf('%032d', i), 'ctc_' || printf('%032d', i), '${benchValues.numberId}', 'open', '[]', 0,
        ${atOf('9000000 + i')}, ${atOf('9000000 + i')}, 'closed', ${atOf('9000000 + i')}, ${atOf('i * 10')} from n`,
    ],
    from,
    STORED_CONTACTS,
  );
}

function insertMessages(db: DatabaseSync, from: number): void {
  const contact = `printf('%032d', i % ${STORED_CONTACTS})`;
  inTransaction(
    db,
    [
      `insert into message (id, wamid, direction, number_id, conversation_id, contact_id, content, status, attempts,
        unknown_told, raw, created_at, updated_at)
      select 'msg_' || printf('%032d', i), 'wamid.HBgNNDkxNTEPAST' || printf('%020d', i), 'inbound',
        '${benchValues.numberId}', 'cnv_' || ${contact}, 'ctc_' || ${contact},
        '{"type":"text","text":"Guten Tag, wann kommt meine Bestellung ' || i || '?"}', 'received', 0, 0,
        '{"type":"text"}', ${atOf('i')}, ${atOf('i')} from n`,
    ],
    from,
    STORED_MESSAGES,
  );
}

/** A moment of the past two years, the greater the number the later. */
function atOf(index: string): string {
  return `(${Date.now()} - 63072000000 + (${index}) * 6000)`;
}

function inTransaction(db: DatabaseSync, inserts: readonly string[], from: number, all: number): void {
  const last = Math.min(from + ROWS_AT_ONCE, all) - 1;
  db.exec('begin');
  for (const insert of inserts) {
    const [into, select] = insert.split(/\n\s*select /, 2);
    db.exec(`${into}
      with recursive n (i) as (select ${from} union all select i + 1 from n where i < ${last}) select ${select}`);
  }
  db.exec('commit');
}

function indexOf(db: DatabaseSync, name: string): string {
  const row = db.prepare('select sql from sqlite_master where name = ?').get(name);
  return String(row?.sql);
}

function countOf(db: DatabaseSync, table: string): number {
  return Number(db.prepare(`select count(*) as n from ${table}`).get()?.n);
}
