import type {
  NumberErrorEvent,
  NumberNameEvent,
  NumberQualityEvent,
  NumberSecurityEvent,
  NumberSettingsEvent,
  NumberUsernameEvent,
} from '@parley/core/cloud-api';
import { type NumberReport, tellNumber } from '../numbers/tell-number.ts';
import type { Runtime } from '../runtime.ts';
import type { Tx } from '../store/index.ts';
import { keepRaw } from './keep-raw.ts';
import { keepStanding } from './standing.ts';

/** The limit or standing of a number changed; Meta gives no moment and no id, so each report is told. */
export async function receiveNumberQuality(
  tx: Tx,
  runtime: Runtime,
  item: NumberQualityEvent,
): Promise<void> {
  const change = { event: item.event, limit: item.limit ?? null };
  const info = item.limit === undefined ? {} : { messagingLimit: item.limit };
  await updateNumber(tx, runtime, item, { set: setBy(item.event), info }, change);
}

/** The review of a number's display name moved on; the name counts once it is approved. */
export async function receiveNumberName(tx: Tx, runtime: Runtime, item: NumberNameEvent): Promise<void> {
  const isApproved = item.decision === 'APPROVED' && item.name !== undefined;
  const change = { nameDecision: item.decision, name: item.name ?? null, reason: item.reason ?? null };
  const info = { newName: isApproved ? undefined : item.name, newNameStatus: item.decision };
  const set = isApproved ? { verified_name: item.name ?? null } : {};
  await updateNumber(tx, runtime, item, { set, info }, change);
}

/** Something happened to a number's PIN, or its username changed: nothing follows, but people should know. */
export async function receiveNumberNotice(
  tx: Tx,
  runtime: Runtime,
  item: NumberSecurityEvent | NumberUsernameEvent,
): Promise<void> {
  const change =
    item.kind === 'number_security'
      ? { security: item.event }
      : { username: item.username ?? null, usernameStatus: item.status };
  await updateNumber(tx, runtime, item, {}, change);
  if (item.kind === 'number_security') await keepSecurity(tx, runtime, item);
}

// So that the operator is warned even where no tool listens.
async function keepSecurity(tx: Tx, runtime: Runtime, item: NumberSecurityEvent): Promise<void> {
  const id = await numberByDigits(tx, item.displayNumber);
  if (id === undefined) return;
  const { accountId, event: fact, at = runtime.now() } = item;
  await keepStanding(tx, { accountId, topic: `security ${id}`, fact, at });
}

/** Meta reports a problem of a number as a whole, or that its settings were changed; Meta names it by its id here. */
export async function receiveNumberReport(
  tx: Tx,
  runtime: Runtime,
  item: NumberErrorEvent | NumberSettingsEvent,
): Promise<void> {
  const change =
    item.kind === 'number_error'
      ? { error: String(item.error.code), reason: item.error.details ?? item.error.title ?? null }
      : { settings: item.type ?? null };
  const { numberId } = item;
  const isKnown = numberId !== undefined && (await tellNumber(tx, numberId, { change }, runtime.now()));
  if (!isKnown) await keepRaw(tx, runtime, item, 'unaddressed');
}

type NumberNews = NumberQualityEvent | NumberNameEvent | NumberSecurityEvent | NumberUsernameEvent;

// FLAGGED and UNFLAGGED are of before October 2025, and still sent for some numbers.
function setBy(event: string): NonNullable<NumberReport['set']> {
  switch (event) {
    case 'THROUGHPUT_UPGRADE':
      return { throughput: 'HIGH' };
    case 'FLAGGED':
      return { flagged: 1 };
    case 'UNFLAGGED':
      return { flagged: 0 };
    default:
      return {};
  }
}

async function updateNumber(
  tx: Tx,
  runtime: Runtime,
  item: NumberNews,
  report: Omit<NumberReport, 'change'>,
  change: NumberReport['change'],
): Promise<void> {
  const id = await numberByDigits(tx, item.displayNumber);
  if (id === undefined) return keepRaw(tx, runtime, item, 'unaddressed');
  await tellNumber(tx, id, { ...report, change }, runtime.now());
}

// Meta names the number by its digits alone here, elsewhere with spaces and a plus.
async function numberByDigits(tx: Tx, displayNumber: string): Promise<string | undefined> {
  const digits = digitsOf(displayNumber);
  const rows = await tx.selectFrom('business_number').select(['id', 'display_number']).execute();
  return rows.find((row) => row.display_number !== null && digitsOf(row.display_number) === digits)?.id;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
