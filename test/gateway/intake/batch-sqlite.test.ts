import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid, receive, typesOf } from './inbox.ts';
import { messages, minutesAgo, text } from './webhooks.ts';

describe('A payload that the database does not take', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  const said = (from = newCustomer()) => ({ from, wamid: newWamid(), at: minutesAgo(1) });
  const rawItems = () => gateway.runtime.store.read.selectFrom('raw_item').selectAll().execute();

  // A second connection, as an operator's tool would open one.
  function database(): DatabaseSync {
    const file = readdirSync(gateway.dataDir).find((name) => /\.(db|sqlite3?)$/.test(name));
    return new DatabaseSync(join(gateway.dataDir, file ?? ''));
  }

  test('loses only the one that can not be processed, and keeps that whole', async () => {
    const bad = text('Das geht schief', said());
    const other = database();
    other.exec(`create trigger odd before insert on message when new.wamid = '${bad.id}'
      begin select raise(abort, 'odd'); end`);
    try {
      const told = await receive(gateway, messages([text('eins', said()), bad, text('drei', said())]));
      expect(told.filter(({ type }) => type === 'message.received')).toHaveLength(2);
    } finally {
      other.exec('drop trigger odd');
      other.close();
    }
    expect((await rawItems()).map((row) => JSON.parse(row.payload))).toContainEqual(bad);
    const log = gateway.logged.join('');
    expect(log).toContain('kept raw');
    expect(log).not.toContain('Das geht schief');
    expect(log).not.toContain(String(bad.from));
  });

  test('is not acknowledged while the store fails; sent again, it is stored whole', async () => {
    const body = messages([text('eins', said()), text('zwei', said())]);
    const other = database();
    other.exec('alter table raw_item rename to raw_item_away; alter table message rename to message_away');
    try {
      const answer = await gateway.webhook(body);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(answer.body.code).toBe('STORE_UNAVAILABLE');
    } finally {
      other.exec('alter table message_away rename to message; alter table raw_item_away rename to raw_item');
      other.close();
    }
    expect(typesOf(await receive(gateway, body)).filter((type) => type === 'message.received')).toHaveLength(
      2,
    );
  });
});
