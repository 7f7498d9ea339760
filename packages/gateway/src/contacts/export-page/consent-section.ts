import type { ContactExport } from '@parley/core/gateway-api';
import { type Html, html } from './html.ts';
import type { Moments } from './moments.ts';
import { type PageWords, wordFor } from './words.ts';

type Entry = ContactExport['consent']['events'][number];

const good: ReadonlySet<string> = new Set(['confirmed', 'granted']);
const waiting: ReadonlySet<string> = new Set(['requested', 'on_hold', 'unproven']);
const leaving: ReadonlySet<string> = new Set(['withdraw', 'object', 'refuse', 'hold', 'lapse']);

/** Where the person stands, every entry with its proof, and whether the ledger is intact. */
export function consentSection(exported: ContactExport, words: PageWords, { moment }: Moments): Html {
  const { state, events, chain } = exported.consent;
  const rows = Object.entries(state).map(
    ([purpose, { state: name, since }]) => html`<tr><td>${wordFor(words.purposes, purpose)}</td>
<td><span class="badge ${tone(name)}">${wordFor(words.states, name)}</span></td><td>${since && moment(since)}</td></tr>`,
  );
  return html`<table class="together"><thead><tr><th>${words.fields.purpose}</th><th>${words.fields.state}</th><th>${words.fields.since}</th></tr></thead>
<tbody>${rows}</tbody></table>
${exported.suppression && html`<p>${words.erasedBefore(moment(exported.suppression.since))}</p>`}
<div class="seal ${chain.valid ? '' : 'bad'}">${chain.valid ? words.sealGood(events.length) : words.sealBad}</div>
${events.map((event) => entry(event, words, moment))}`;
}

/** The full texts that the entries name. */
export function textsSection(exported: ContactExport, words: PageWords): readonly Html[] {
  return exported.texts.map(
    ({ version, language, text, sha256 }) => html`<h3>${words.textVersion(version)} (${language})</h3>
<blockquote>${text}</blockquote><p class="meta"><code>SHA-256 ${sha256}</code></p>`,
  );
}

function tone(state: string): string {
  if (good.has(state)) return 'good';
  if (waiting.has(state)) return 'wait';
  return state === 'none' ? '' : 'bad';
}

function entry(event: Entry, words: PageWords, moment: Moments['moment']): Html {
  const { text, ...evidence } = event.evidence;
  const by = event.recordedBy.name ?? event.recordedBy.actor ?? event.recordedBy.tool;
  const how = event.method === null ? '' : `, ${wordFor(words.methods, event.method)}`;
  return html`<div class="entry ${leaving.has(event.action) ? 'bad' : ''}">
<p><strong>${wordFor(words.actions, event.action)}</strong>${how} · ${wordFor(words.purposes, event.purpose)}</p>
<p class="meta">${moment(event.occurredAt)} · ${words.recordedAt(moment(event.recordedAt))} ${by && words.recordedBy(by)}${event.source && ` · ${event.source}`}${event.textVersion && ` · ${words.textVersion(event.textVersion)}`}</p>
${typeof text === 'string' && text !== '' && html`<blockquote dir="auto">${text}</blockquote>`}
${Object.keys(evidence).length > 0 && html`<p class="meta">${words.proof}: <code>${JSON.stringify(evidence)}</code></p>`}
<p class="meta">${words.fingerprint}: <code>${event.hash}</code></p>
</div>`;
}
