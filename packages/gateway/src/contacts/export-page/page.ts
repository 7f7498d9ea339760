import type { Business, ContactExport } from '@parley/core/gateway-api';
import { Page } from '../../http/page.ts';
import type { ReadableNames } from '../readable-names.ts';
import {
  filesSection,
  linksSection,
  personSection,
  rawSection,
  recipientsSection,
  retentionSection,
  tasksSection,
} from './beside-sections.ts';
import { consentSection, textsSection } from './consent-section.ts';
import { type Html, html, trusted } from './html.ts';
import { messagesSection } from './messages-section.ts';
import { momentsIn } from './moments.ts';
import { style } from './style.ts';
import { pageWords } from './words.ts';

/** The export as a page for the person themselves: to read, to print, to keep. */
export function exportPage(
  exported: ContactExport,
  names: ReadableNames,
  business: Business,
  language: 'de' | 'en',
): Page {
  const words = pageWords(language);
  const moments = momentsIn(language, business.timeZone);
  const { contact, exportedAt } = exported;
  const all: readonly (readonly [string, Html | readonly Html[] | undefined])[] = [
    [words.sections.person, personSection(exported, words, moments)],
    [words.sections.consent, consentSection(exported, words, moments)],
    [words.sections.texts, textsSection(exported, words)],
    [words.sections.messages, messagesSection(exported, names, words, moments)],
    [words.sections.files, filesSection(exported, words, moments)],
    [words.sections.tasks, tasksSection(exported, words, moments)],
    [words.sections.recipients, recipientsSection(exported, words)],
    [words.sections.links, linksSection(exported, words)],
    [words.sections.raw, rawSection(exported, moments)],
    [words.sections.retention, retentionSection(exported, words)],
    [words.sections.rights, html`<p>${words.rights}</p>`],
  ];
  const sections = all.map(([title, body], index) => ({ title, body, number: index + 1 }));
  const { markup } = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} · ${business.name}</title><style>${trusted(style)}</style></head>
<body><main>
<header><div class="business">${business.name}</div><h1>${words.title}</h1>
<p>${words.lead(business.name)}</p>
<p class="meta">${[contact.name, contact.id].filter((part) => part !== null).join(' · ')}<br>
${words.madeAt(moments.moment(exportedAt))}. ${words.times(business.timeZone)}</p>
<nav>${sections.map(({ title, number }) => html`<a href="#s${number}"><span class="n">${number}</span>${title}</a>`)}</nav>
</header>
${sections.map(
  ({ title, number, body }) => html`<section id="s${number}"><h2><span class="n">${number}</span>${title}</h2>
${isEmpty(body) ? html`<p class="soft">${words.none}</p>` : body}</section>`,
)}
<footer>${business.privacyUrl && html`<p>${words.privacy}: ${business.privacyUrl}</p>`}<p>${words.footer}</p></footer>
</main></body></html>
`;
  return new Page(markup, `${language === 'de' ? 'auskunft' : 'export'}-${contact.id}.html`);
}

function isEmpty(body: Html | readonly Html[] | undefined): boolean {
  if (body === undefined) return true;
  return 'markup' in body ? body.markup === '' : body.length === 0;
}
