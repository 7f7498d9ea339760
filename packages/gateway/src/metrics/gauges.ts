import { type Kysely, sql } from 'kysely';
import type { Runtime } from '../runtime.ts';
import type { Tables } from '../store/index.ts';
import type { Gauge } from './exposition.ts';

const NANOSECONDS = 1e9;

/** What waits in the store, and what is wrong now. */
export async function storeGauges(runtime: Runtime): Promise<readonly Gauge[]> {
  const db = runtime.store.read;
  const now = runtime.now().getTime();
  return [
    {
      name: 'parley_messages_waiting',
      help: 'Messages that are not finished, by status.',
      samples: await waitingMessages(db),
    },
    {
      name: 'parley_oldest_due_seconds',
      help: 'For how long the oldest message that could go has been waiting; 0 when none is.',
      samples: [{ value: await oldestDue(db, now) }],
    },
    {
      name: 'parley_deliveries_waiting',
      help: 'Events that wait for a subscription.',
      samples: [{ value: await waitingDeliveries(db) }],
    },
    {
      name: 'parley_subscriptions',
      help: 'Subscriptions by state.',
      samples: await subscriptions(db),
    },
    {
      name: 'parley_alerts_raised',
      help: 'Alerts that are raised now.',
      samples: await alerts(db),
    },
  ];
}

/** How the process is doing, under the names that Prometheus' own clients give. */
export function processGauges({ meters }: Runtime): readonly Gauge[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  const one = (name: string, help: string, value: number, type: Gauge['type'] = 'gauge'): Gauge => ({
    name,
    help,
    type,
    samples: [{ value }],
  });
  const delay = (percentile: number) => meters.loopDelay.percentile(percentile) / NANOSECONDS;
  return [
    one('process_cpu_seconds_total', 'Time on the processor.', (user + system) / 1e6, 'counter'),
    one('process_resident_memory_bytes', 'Resident memory.', rss),
    one('process_start_time_seconds', 'When the process was started.', performance.timeOrigin / 1000),
    one('nodejs_heap_size_used_bytes', 'Used heap.', heapUsed),
    {
      name: 'nodejs_eventloop_lag_seconds',
      help: 'How late the event loop was since the start of the process.',
      samples: [50, 90, 99].map((percentile) => ({
        labels: { quantile: String(percentile / 100) },
        value: delay(percentile),
      })),
    },
  ];
}

// Each condition word for word as an index has it, which then holds nothing else.
async function waitingMessages(db: Kysely<Tables>): Promise<Gauge['samples']> {
  const rows = await sql<{ status: string; count: number }>`
    select status, count(*) as count from message where status in ('scheduled', 'queued') group by status
    union all select status, count(*) as count from message where status = 'held' group by status
    union all select status, count(*) as count from message where status in ('sending', 'unknown') group by status
  `.execute(db);
  const counts = new Map(rows.rows.map(({ status, count }) => [status, Number(count)]));
  return ['scheduled', 'held', 'queued', 'sending', 'unknown'].map((status) => ({
    labels: { status },
    value: counts.get(status) ?? 0,
  }));
}

async function oldestDue(db: Kysely<Tables>, now: number): Promise<number> {
  const { rows } = await sql<{ oldest: number | null }>`
    select min(attempt_at) as oldest from message where status in ('scheduled', 'queued')
  `.execute(db);
  const oldest = rows[0]?.oldest ?? null;
  return oldest === null ? 0 : Math.max(0, (now - Number(oldest)) / 1000);
}

async function waitingDeliveries(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from delivery where state = 'waiting'
  `.execute(db);
  return Number(rows[0]?.count ?? 0);
}

async function subscriptions(db: Kysely<Tables>): Promise<Gauge['samples']> {
  const rows = await db
    .selectFrom('subscription')
    .select(['state', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = new Map<string, number>(rows.map(({ state, count }) => [state, Number(count)]));
  return ['active', 'paused', 'ended'].map((state) => ({ labels: { state }, value: counts.get(state) ?? 0 }));
}

async function alerts(db: Kysely<Tables>): Promise<Gauge['samples']> {
  const rows = await db
    .selectFrom('alert')
    .select(['code', 'severity', (select) => select.fn.countAll<number>().as('count')])
    .where('cleared_at', 'is', null)
    .groupBy(['code', 'severity'])
    .orderBy('code')
    .execute();
  return rows.map(({ code, severity, count }) => ({ labels: { code, severity }, value: Number(count) }));
}
