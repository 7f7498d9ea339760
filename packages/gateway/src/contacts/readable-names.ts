import type { Message } from '@parley/core/gateway-api';
import type { TemplateContent } from '@parley/core/message';
import { fillTemplate } from '@parley/core/template';
import type { Tx } from '../store/index.ts';
import { findTemplate } from '../templates/catalogue.ts';

/** What stands on the page in place of names that only machines know. */
export type ReadableNames = {
  /** What the person read of each template message, by the message's id; of a template that is gone nothing is known. */
  readonly templateTexts: ReadonlyMap<string, string>;
  /** The phone number of each business number, by its id. */
  readonly numbers: ReadonlyMap<string, string>;
};

/** Looks up what the messages only name. */
export async function readableNames(tx: Tx, messages: readonly Message[]): Promise<ReadableNames> {
  const numbers = await tx
    .selectFrom('business_number')
    .select(['id', 'account_id', 'display_number'])
    .execute();
  const filled = new Map<string, string>();
  for (const { id, from, content } of messages) {
    if (content.type !== 'template') continue;
    const { name, language, variables } = content as unknown as TemplateContent;
    const account = numbers.find((number) => number.id === from)?.account_id;
    const template = account === undefined ? undefined : await findTemplate(tx, account, name, language);
    if (template) filled.set(id, fillTemplate(template.definition, variables ?? {}).body);
  }
  return {
    templateTexts: filled,
    numbers: new Map(numbers.map(({ id, display_number }) => [id, display_number ?? id])),
  };
}
