import type { ContactExport } from '@parley/core/gateway-api';
import { type Html, html } from './html.ts';
import type { Moments } from './moments.ts';
import { type PageWords, wordFor } from './words.ts';

/** What the person is known by, and what was noted on them. */
export function personSection(exported: ContactExport, words: PageWords, { moment }: Moments): Html {
  const { contact, createdAt } = exported;
  const facts: [string, string][] = [
    ...(contact.name === null ? [] : ([[words.fields.name, contact.name]] as [string, string][])),
    [words.fields.known, moment(createdAt)],
    ...(contact.identityChangedAt === undefined
      ? []
      : ([[words.fields.setUpAnew, moment(contact.identityChangedAt)]] as [string, string][])),
    ...Object.entries(contact.attributes),
  ];
  return html`${table([], facts)}
${table(
  ['', words.fields.value, words.fields.source, words.fields.since],
  [
    ...contact.identities.map(({ since, ...identity }) => ({ ...identity, time: moment(since) })),
    ...(contact.formerIdentities ?? []).map(({ since, until, ...identity }) => ({
      ...identity,
      time: `${moment(since)} – ${moment(until)}`,
    })),
  ].map(({ kind, value, source, time }) => [wordFor(words.identities, kind), value, source, time]),
)}`;
}

/** The files of the person. */
export function filesSection({ media }: ContactExport, words: PageWords, { moment }: Moments): Html {
  return table(
    [words.fields.file, words.fields.kind, words.fields.size, words.fields.since],
    media.map(({ id, filename, mimeType, kind, bytes, createdAt }) => [
      filename ?? id,
      mimeType ?? kind,
      bytes === null ? '' : `${Math.ceil(bytes / 1024)} KB`,
      moment(createdAt),
    ]),
  );
}

/** What colleagues had to decide. */
export function tasksSection(
  { tasks }: ContactExport,
  words: PageWords,
  { moment }: Moments,
): readonly Html[] {
  return tasks.map((task) => {
    const label = task.answers.find(({ answer }) => answer === task.answer)?.label;
    const by = task.closedBy?.name ?? task.closedBy?.tool;
    return html`<div class="entry"><p>${task.question}</p>${task.text && html`<blockquote dir="auto">${task.text}</blockquote>`}
<p class="meta">${moment(task.createdAt)}${task.dueAt && ` · ${words.due(moment(task.dueAt))}`} · ${
      task.closedAt ? words.answeredOn(moment(task.closedAt)) : words.open
    }${label && ` · ${label}`}${by && ` · ${by}`}${task.note && ` · ${task.note}`}</p></div>`;
  });
}

/** Who gets the data. */
export function recipientsSection({ recipients }: ContactExport, words: PageWords): Html {
  return table(
    [],
    recipients.map(({ kind, name }) => [wordFor(words.recipientKinds, kind), name]),
  );
}

/** The tools' references, and what tools keep. */
export function linksSection({ links, toolStates }: ContactExport, words: PageWords): Html | undefined {
  if (links.length + toolStates.length === 0) return undefined;
  return html`${table(
    [words.fields.tool, words.fields.reference],
    links.map(({ tool, key }) => [tool, key]),
  )}
${toolStates.map(({ tool, key, value }) => html`<h3>${tool} · ${key}</h3><pre>${JSON.stringify(value, null, 2)}</pre>`)}`;
}

/** Webhook items that are kept whole. */
export function rawSection({ rawItems }: ContactExport, { moment }: Moments): readonly Html[] {
  return rawItems.map(
    ({ field, receivedAt, payload }) => html`<h3>${field} · ${moment(receivedAt)}</h3>
<pre>${JSON.stringify(payload, null, 2)}</pre>`,
  );
}

/** For how long what is kept. */
export function retentionSection({ retention }: ContactExport, words: PageWords): Html {
  const { bodies, decisions, events, proofs } = words.retention;
  const lines = [
    bodies(retention.bodiesDays),
    proofs,
    decisions(retention.decisionsDays),
    events(retention.eventsDays),
  ];
  return html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): Html {
  if (rows.length === 0) return html``;
  const headRow =
    head.length > 0 && html`<thead><tr>${head.map((name) => html`<th>${name}</th>`)}</tr></thead>`;
  const cells = (row: readonly string[]) =>
    row.map((cell, index) =>
      index === 0 && head.length === 0 ? html`<th>${cell}</th>` : html`<td>${cell}</td>`,
    );
  return html`<table>${headRow}<tbody>${rows.map((row) => html`<tr>${cells(row)}</tr>`)}</tbody></table>`;
}
