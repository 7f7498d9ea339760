import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { translateWebhook } from '@parley/core/cloud-api';
import { storeItems } from '../../../packages/gateway/src/intake/store-items.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { newCustomer, newWamid } from './inbox.ts';
import {
  echo,
  edit,
  image,
  messages,
  payload,
  preference,
  reaction,
  revoke,
  status,
  statuses,
  tap,
  text,
} from './webhooks.ts';

const noon = new Date('2026-11-20T12:00:00.500Z');
const minutesBefore = (minutes: number) => new Date(noon.getTime() - minutes * 60_000);

/** Two customers' morning, woven into each other; some of it twice, some out of order. */
function morning(odd: string): unknown[] {
  const customers = [newCustomer(), newCustomer()] as const;
  const [erika, jonas] = customers;
  const said = (from: string, minutes: number, wamid = newWamid(), quotes?: string) => ({
    from,
    wamid,
    at: minutesBefore(minutes),
    ...(quotes === undefined ? {} : { quotes }),
  });
  const question = said(erika, 90);
  const answer = { to: erika, wamid: newWamid(), at: minutesBefore(80) };
  const early = newWamid();
  const hello = messages([text('Hallo', question), text('Guten Tag', said(jonas, 89))]);
  return [
    messages([text('Erst das Letzte', said(jonas, 10))]),
    hello,
    messages([text('Noch da?', said(erika, 85))]),
    hello,
    messages([text('Zur selben Sekunde', said(jonas, 10))]),
    messages([edit(question.wamid, 'Hallo!', said(erika, 84))]),
    messages([revoke(early, said(erika, 70))]),
    echo('Ja, gern.', answer),
    statuses([status('read', answer.wamid, minutesBefore(78))]),
    statuses([status('delivered', answer.wamid, minutesBefore(79)), status('sent', 'wamid.foreign', noon)]),
    messages([text('Das geht schief', said(jonas, 60, odd)), image('147', said(jonas, 59))]),
    messages([reaction(answer.wamid, '🙏', said(erika, 58))]),
    messages([text('Später gelöscht', said(erika, 71, early))]),
    messages([text('STOP', said(jonas, 40))]),
    messages([text('START', said(jonas, 30))]),
    messages([tap('Keine Werbung', 'Keine Werbung', said(erika, 20))]),
    preference('stop', minutesBefore(15), erika),
    messages([text('Für ein anderes Konto', said(newCustomer(), 5))], { numberId: '200000000000009' }),
    payload('account_alerts', { entity_type: 'BUSINESS' }),
    payload('account_alerts', { entity_type: 'BUSINESS' }),
  ];
}

const tables = [
  'contact',
  'identity',
  'conversation',
  'message',
  'message_status',
  'external_status',
  'early_change',
  'consent_event',
  'raw_item',
  'webhook_seen',
  'business_number',
  'event',
] as const;

/** Everything stored; ids by the order of their first appearance, and nothing that is drawn by lot. */
async function everything(gateway: TestGateway): Promise<Record<string, unknown[]>> {
  const names = new Map<string, string>();
  const named = (id: string) => {
    const name = names.get(id) ?? `id ${names.size + 1}`;
    names.set(id, name);
    return name;
  };
  const found: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await gateway.runtime.store.read.selectFrom(table).selectAll().execute();
    found[table] = rows.map((row) => {
      const { salt, digest, prev_hash, hash, ...kept } = row as Record<string, unknown>;
      const told = JSON.stringify(table === 'webhook_seen' ? row : kept);
      return told
        .replaceAll(/\b[a-z]{3}_[0-9a-f]{32,44}\b/g, named)
        .replaceAll(/\\"hash\\":\\"[^"]*\\"/g, 'hash');
    });
  }
  return found;
}

// Without confirmations: what goes out depends on who is asked when, and is not what this is about.
const quiet = { now: () => noon, settings: { stopConfirmation: false } };

describe('Webhooks that arrive together', () => {
  let together: TestGateway;
  let apart: TestGateway;
  beforeAll(async () => {
    [together, apart] = await Promise.all([startTestGateway(quiet), startTestGateway(quiet)]);
  });
  afterAll(() => Promise.all([together.close(), apart.close()]));

  async function takeIn(webhooks: readonly unknown[]): Promise<number> {
    let commits = 0;
    const end = together.runtime.store.onCommit(() => (commits += 1));
    await Promise.all(
      webhooks.map((webhook) => storeItems(together.runtime, translateWebhook(structuredClone(webhook)))),
    );
    end();
    for (const webhook of webhooks) await storeItems(apart.runtime, translateWebhook(webhook));
    return commits;
  }

  test('share one commit, and leave the same rows and events as one after another', async () => {
    expect(await takeIn(morning('wamid.fine'))).toBe(1);
    const rows = await everything(together);
    expect(rows).toEqual(await everything(apart));
    expect(rows.message).toHaveLength(14);
    expect(rows.consent_event?.length).toBeGreaterThan(3);
  });

  test('lose only the odd item among them', async () => {
    for (const { dataDir } of [together, apart]) {
      const file = readdirSync(dataDir).find((name) => /\.db$/.test(name));
      const other = new DatabaseSync(join(dataDir, file ?? ''));
      other.exec(`create trigger odd before insert on message when new.wamid = 'wamid.odd'
        begin select raise(abort, 'odd'); end`);
      other.close();
    }
    await takeIn(morning('wamid.odd'));
    const rows = await everything(together);
    expect(rows).toEqual(await everything(apart));
    expect(rows.message).toHaveLength(14 + 13);
    expect(rows.raw_item?.filter((row) => String(row).includes('Das geht schief'))).toHaveLength(1);
  });
});
