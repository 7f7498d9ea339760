import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { messages as inbound, text as said, status, statuses } from '../gateway/intake/webhooks.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';
import { type GraphStandIn, startGraphStandIn } from '../support/graph-stand-in.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { answers, freePort, type OwnProcess, ownProcesses } from '../support/processes.ts';
import { type Addresses, addressesOf } from './parley.ts';
import { postWebhook } from './signed-webhook.ts';

/** Two gateways and a database on a machine that may be busy. */
const STEP_MS = 60_000;
const DUTY_LOCK = 7_402_002;

type Replica = Addresses & { readonly name: string; readonly process: OwnProcess };

const processes = ownProcesses();
const { telling } = processes;
let postgres: PostgresServer;
let database: string;
let graph: GraphStandIn;
let one: Replica;
let two: Replica;
let count = 0;

beforeAll(
  telling(async () => {
    [postgres, graph] = await Promise.all([startPostgres(), startGraphStandIn()]);
    database = await postgres.database();
    one = await addReplica('one');
    two = await addReplica('two');
    await Promise.all([one.process.start(), two.process.start()]);
  }),
  STEP_MS,
);
afterAll(async () => {
  try {
    await processes.close();
  } finally {
    await graph?.close();
    await postgres?.close();
  }
}, STEP_MS);

async function addReplica(name: string): Promise<Replica> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = processes.add({
    name: `gateway ${name}`,
    file: 'packages/gateway/src/cli/gateway.ts',
    env: {
      PARLEY_PORT: String(port),
      PARLEY_DATA_DIR: `${processes.dataDir}/${name}`,
      PARLEY_DATABASE_URL: database,
      PARLEY_API_KEY: 'first-key-of-the-end-to-end-tests-0123456789',
      PARLEY_SECRET_KEY: 'one-secret-key-for-both-of-the-replicas-0123456789',
      WHATSAPP_API_BASE_URL: graph.url,
      // How the database calls its sessions.
      PGAPPNAME: name,
    },
    isUp: () => answers(`${url}/readyz`),
  });
  return { ...addressesOf(url, ''), name, process };
}

/** The name of the gateway that sends, delivers and keeps house. */
async function onDuty(): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select application_name as name from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and objid = ${DUTY_LOCK} and granted
         and pg_locks.database = (select oid from pg_database where datname = current_database())`,
    );
    return rows[0]?.name;
  } finally {
    await client.end();
  }
}

const next = () => `4915117${String(++count).padStart(6, '0')}`;

async function writes(at: Replica, phone: string, wamid = `wamid.IN${++count}`): Promise<string> {
  const body = JSON.stringify(inbound([said('Hallo', { from: phone, wamid, at: new Date() })]));
  expect(await postWebhook(at.url, body)).toBe(200);
  return wamid;
}

const send = async (at: Replica, phone: string, text: string): Promise<string> => {
  const body = { to: `+${phone}`, content: { type: 'text', text } };
  return String(((await at.call('POST', '/v1/messages', body)) as { id: string }).id);
};

const received = (text: string) => graph.received.filter(({ body }) => body.text?.body === text);

describe('two gateways on one PostgreSQL', () => {
  test(
    'take webhooks wherever they land, each once, and show the same to everybody',
    telling(async () => {
      const phones = Array.from({ length: 20 }, next);
      const wamids = await Promise.all(phones.map((phone, index) => writes(index % 2 ? one : two, phone)));
      await Promise.all(
        phones.map((phone, index) => writes(index % 2 ? two : one, phone, String(wamids[index]))),
      );
      const [ofOne, ofTwo] = await Promise.all([one.messages(), two.messages()]);
      expect(ofOne.map(({ wamid }) => wamid).sort()).toEqual([...wamids].sort());
      expect(ofTwo).toEqual(ofOne);
      const { events } = (await two.call('GET', '/v1/events?types=message.received&limit=1000')) as {
        events: unknown[];
      };
      expect(events).toHaveLength(phones.length);
    }),
    STEP_MS,
  );

  test(
    'send what either of them was given, once, and in the order of each conversation',
    telling(async () => {
      const phones = Array.from({ length: 5 }, next);
      await Promise.all(phones.map((phone) => writes(one, phone)));
      for (const part of [1, 2, 3, 4])
        await Promise.all(phones.map((phone) => send(part % 2 ? one : two, phone, `${phone} Teil ${part}`)));
      await eventuallyHolds(() => {
        for (const phone of phones)
          expect(graph.received.filter(({ to }) => to === phone).map(({ body }) => body.text.body)).toEqual(
            [1, 2, 3, 4].map((part) => `${phone} Teil ${part}`),
          );
      }, 'everything is sent');
    }),
    STEP_MS,
  );

  test(
    'obey a STOP that one of them heard while the other was given an advertisement',
    telling(async () => {
      const phone = next();
      await writes(one, phone);
      const stop = JSON.stringify(
        inbound([said('STOP', { from: phone, wamid: `wamid.STOP${phone}`, at: new Date() })]),
      );
      expect(await postWebhook(one.url, stop)).toBe(200);
      const refused = (await two.call('POST', '/v1/messages/check', {
        to: `+${phone}`,
        purpose: 'marketing',
        content: { type: 'text', text: 'Angebot!' },
      })) as { decision: { verdict: string; code: string } };
      expect(refused.decision).toMatchObject({ verdict: 'blocked', code: 'STOP_ALL' });
    }),
    STEP_MS,
  );

  test(
    'go on when the one on duty is killed amid its calls: nothing is lost, nothing is sent twice',
    telling(async () => {
      const phones = Array.from({ length: 6 }, next);
      await Promise.all(phones.map((phone) => writes(one, phone)));
      const name = await onDuty();
      const [dying, staying] = name === 'one' ? [one, two] : [two, one];
      const ids = new Map<string, string>();
      const hung = phones.slice(0, 3);
      graph.behave = ({ to, body }) =>
        hung.includes(to) && body.text?.body.startsWith('Erste') ? 'hangAfterAccept' : undefined;
      for (const phone of phones) ids.set(`Erste ${phone}`, await send(staying, phone, `Erste ${phone}`));
      await eventually(() => hung.every((phone) => received(`Erste ${phone}`).length === 1), 'calls hang');
      for (const phone of phones) ids.set(`Zweite ${phone}`, await send(staying, phone, `Zweite ${phone}`));
      await dying.process.kill();
      graph.behave = () => undefined;
      await eventually(async () => (await onDuty()) === staying.name, 'the other one is on duty');
      for (const phone of hung) {
        const [call] = received(`Erste ${phone}`);
        const report = status('delivered', String(call?.wamid), new Date(), {
          recipient_id: phone,
          biz_opaque_callback_data: call?.id,
        });
        expect(await postWebhook(staying.url, JSON.stringify(statuses([report])))).toBe(200);
      }
      await eventuallyHolds(() => {
        for (const phone of phones) expect(received(`Zweite ${phone}`)).toHaveLength(1);
      }, 'what waited is sent');
      await eventuallyHolds(async () => {
        for (const phone of hung) {
          const message = await staying.api.getMessage(String(ids.get(`Erste ${phone}`)));
          expect(message.status).toBe('delivered');
        }
      }, 'the status has settled what hung');
      for (const phone of phones) expect(received(`Erste ${phone}`)).toHaveLength(1);
      await dying.process.start();
      expect(await onDuty()).toBe(staying.name);
    }),
    STEP_MS,
  );

  test(
    'survive that the database drops every connection',
    telling(async () => {
      const client = new pg.Client({ connectionString: database });
      await client.connect();
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
      );
      await client.end();
      const phone = next();
      const wamid = `wamid.AFTER${phone}`;
      const body = JSON.stringify(inbound([said('Noch da?', { from: phone, wamid, at: new Date() })]));
      await eventually(async () => (await postWebhook(two.url, body)) === 200, 'webhooks are taken again');
      await eventually(async () => (await onDuty()) !== undefined, 'one of them is on duty again');
      await send(one, phone, 'Ja, noch da.');
      await eventually(() => received('Ja, noch da.').length > 0, 'the answer is sent');
      expect(received('Ja, noch da.')).toHaveLength(1);
    }),
    STEP_MS,
  );
});
