import type { Alert, PageOf } from '@parley/core/gateway-api';
import { type Command, exitCodes } from '../command.ts';

/** What is wrong now. */
export const alertsCommand: Command = {
  name: 'alerts',
  does: { en: 'what is wrong now, and what to do', de: 'was gerade nicht stimmt und was zu tun ist' },
  actions: [
    {
      name: '',
      does: {
        en: 'list what is wrong now, with its remedy',
        de: 'listet auf, was gerade nicht stimmt, mit Abhilfe',
      },
      options: { all: { does: { en: 'also what is over', de: 'auch was vorbei ist' } } },
      async run(call) {
        const query = { state: call.isOn('all') ? 'all' : 'raised' };
        const page = await call.ask<PageOf<Alert>>('GET', '/v1/alerts', { query });
        call.show(page, () =>
          page.items.length === 0
            ? [call.language === 'de' ? 'Alles in Ordnung.' : 'All is well.']
            : page.items.flatMap(linesOf),
        );
        return page.items.some(({ clearedAt }) => clearedAt === null) ? exitCodes.failed : exitCodes.done;
      },
    },
  ],
};

function linesOf({ code, title, detail, remedy, raisedAt, clearedAt }: Alert): readonly string[] {
  const until = clearedAt === null ? '' : ` – ${clearedAt}`;
  return [
    `${clearedAt === null ? '✘' : '✔'} ${title} (${code}, ${raisedAt}${until})`,
    `  ${detail}`,
    `  → ${remedy}`,
  ];
}
