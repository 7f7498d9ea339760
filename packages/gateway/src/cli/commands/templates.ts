import type { LintReport, PageOf, Template, TemplatePolicy } from '@parley/core/gateway-api';
import { type Command, exitCodes } from '../command.ts';
import { tableOf } from '../table.ts';
import { readJsonFile } from '../values.ts';

/** The template catalogue. */
export const templatesCommand: Command = {
  name: 'templates',
  does: { en: 'templates: list, sync, lint, policy', de: 'Vorlagen: auflisten, abgleichen, prüfen, Regeln' },
  actions: [
    {
      name: 'list',
      does: { en: 'list the templates', de: 'listet die Vorlagen auf' },
      options: {
        'allowed-for': {
          value: 'contact',
          does: { en: 'with the decision for this person', de: 'mit der Entscheidung für diese Person' },
        },
        search: {
          value: 'text',
          does: { en: 'only those that hold this text', de: 'nur die mit diesem Text' },
        },
      },
      async run(call) {
        const query = { allowedFor: call.option('allowed-for'), search: call.option('search') };
        const items = await everyPage((cursor) =>
          call.ask<PageOf<Template>>('GET', '/v1/templates', { query: { ...query, cursor } }),
        );
        const heading =
          call.language === 'de'
            ? ['Name', 'Sprache', 'Kategorie', 'Status', 'Regel', 'Entscheidung']
            : ['name', 'language', 'category', 'status', 'policy', 'decision'];
        call.show({ items }, () =>
          tableOf(
            heading,
            items.map(({ name, language, category, status, policy, decision }) => [
              name,
              language,
              category,
              status,
              policyWords(policy),
              decision?.code ?? '',
            ]),
          ),
        );
        return exitCodes.done;
      },
    },
    {
      name: 'sync',
      does: { en: 'read the catalogue from Meta now', de: 'liest den Katalog jetzt von Meta' },
      async run(call) {
        const { templates } = await call.ask<{ templates: number }>('POST', '/v1/templates/sync');
        call.show({ templates }, () =>
          call.language === 'de' ? `${templates} Vorlagen gelesen.` : `${templates} templates read.`,
        );
        return exitCodes.done;
      },
    },
    {
      name: 'lint',
      does: {
        en: 'everything that Meta would refuse a template for (a JSON file as for POST /v1/templates)',
        de: 'alles, wofür Meta eine Vorlage ablehnen würde (eine JSON-Datei wie für POST /v1/templates)',
      },
      arguments: [{ name: 'file', does: { en: 'the JSON file', de: 'die JSON-Datei' } }],
      async run(call) {
        const body = readJsonFile(call.argument('file') ?? '');
        const report = await call.ask<LintReport>('POST', '/v1/templates/lint', { body });
        call.show(report, () =>
          report.findings.length === 0
            ? [call.language === 'de' ? 'Nichts zu beanstanden.' : 'Nothing to object to.']
            : report.findings.map(
                ({ level, path, message }) => `${level === 'error' ? '✘' : '!'} ${path}: ${message}`,
              ),
        );
        return report.findings.some(({ level }) => level === 'error') ? exitCodes.failed : exitCodes.done;
      },
    },
    {
      name: 'policy',
      does: {
        en: 'say what a template may be used for; switches that are left out are off',
        de: 'legt fest, wozu eine Vorlage dient; Schalter, die fehlen, sind aus',
      },
      arguments: [
        { name: 'name', does: { en: 'its name', de: 'ihr Name' } },
        { name: 'language', does: { en: 'its language, such as de', de: 'ihre Sprache, etwa de' } },
      ],
      options: {
        'legal-kind': {
          value: 'transactional|advertising|mixed',
          required: true,
          does: { en: 'what it is in law', de: 'was sie rechtlich ist' },
        },
        'case-reply': {
          does: { en: 'may answer once after a silence', de: 'darf nach einer Stille einmal antworten' },
        },
        'contract-necessary': { does: { en: 'is needed for the contract', de: 'ist für den Vertrag nötig' } },
        'consent-request': { does: { en: 'asks for consent', de: 'fragt nach einer Einwilligung' } },
      },
      async run(call) {
        const path = [call.argument('name'), call.argument('language')].map((part) =>
          encodeURIComponent(part ?? ''),
        );
        const policy = await call.ask<TemplatePolicy>('PUT', `/v1/templates/${path.join('/')}/policy`, {
          body: {
            legalKind: call.option('legal-kind'),
            caseReply: call.isOn('case-reply'),
            contractNecessary: call.isOn('contract-necessary'),
            consentRequest: call.isOn('consent-request'),
          },
        });
        call.show(
          policy,
          () => `${call.argument('name')} (${call.argument('language')}): ${policyWords(policy)}`,
        );
        return exitCodes.done;
      },
    },
  ],
};

function policyWords({ legalKind, caseReply, contractNecessary, consentRequest }: TemplatePolicy): string {
  return [
    legalKind,
    ...(caseReply ? ['case-reply'] : []),
    ...(contractNecessary ? ['contract-necessary'] : []),
    ...(consentRequest ? ['consent-request'] : []),
  ].join(' ');
}

async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<PageOf<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
