import { changedPeopleQuery } from './consent/changed-people.ts';
import { sendConsentChanges } from './consent/send-changes.ts';
import type { Deps } from './deps.ts';
import { keepValue } from './gateway/kept-value.ts';
import { QUEUED_PAGE, queuedRowsQuery } from './outbound/queued-rows.ts';
import { sendQueued } from './outbound/send-queued.ts';
import { type FoundRow, MAX_QUERY_ROWS } from './salesforce/port.ts';

/**
 * A transaction in the org may take ten minutes and its rows carry the time of its start: each look goes back
 * that far. Rows that come twice change nothing.
 */
const OVERLAP_MS = 10 * 60 * 1000;

/** One look at the org: a single call when nothing changed. */
export function pollSalesforce(deps: Deps): () => Promise<void> {
  const kept = {
    messages: keepValue(deps.gateway, 'poll-messages', deps.log),
    contacts: keepValue(deps.gateway, 'poll-contacts', deps.log),
    leads: keepValue(deps.gateway, 'poll-leads', deps.log),
  };
  let marks:
    | { messages: string | undefined; contacts: string | undefined; leads: string | undefined }
    | undefined;
  return async () => {
    marks ??= {
      messages: await kept.messages.read(),
      contacts: await kept.contacts.read(),
      leads: await kept.leads.read(),
    };
    const [queued = [], contacts = [], leads = []] = await deps.port.queryAll([
      queuedRowsQuery(marks.messages),
      changedPeopleQuery('Contact', marks.contacts),
      changedPeopleQuery('Lead', marks.leads),
    ]);
    // An opt-out set here counts before a message that may be queued behind it.
    marks.contacts = nextMark(marks.contacts, contacts, await sendConsentChanges(deps, 'Contact', contacts));
    marks.leads = nextMark(marks.leads, leads, await sendConsentChanges(deps, 'Lead', leads));
    const open = await sendQueued(deps, queued);
    // A full page leaves rows behind that may be older than those seen: the mark stays until they are gone.
    if (queued.length < QUEUED_PAGE) marks.messages = nextMark(marks.messages, queued, open);
    for (const name of ['messages', 'contacts', 'leads'] as const)
      if (marks[name]) await kept[name].write(marks[name]);
  };
}

/** Where the next look starts: before the newest row that was seen, and never behind one that is still open. */
export function nextMark(
  mark: string | undefined,
  seen: readonly FoundRow[],
  open: readonly FoundRow[],
): string | undefined {
  const newest = seen.reduce((latest, row) => Math.max(latest, stampOf(row)), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(newest)) return mark;
  const oldestOpen = Math.min(...open.map(stampOf));
  // After a mass update the overlap alone would fill the page, and the rows behind it would never be read.
  const overlap = seen.length < MAX_QUERY_ROWS ? OVERLAP_MS : 0;
  const next = new Date(Math.min(newest - overlap, oldestOpen)).toISOString();
  return mark && mark > next ? mark : next;
}

function stampOf(row: FoundRow): number {
  return Date.parse(String(row.SystemModstamp).replace(/\+0000$/, 'Z'));
}
