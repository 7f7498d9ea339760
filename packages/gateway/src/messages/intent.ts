import type { Purpose } from '@parley/core/consent';
import { type OutboundContent, visibleText } from '@parley/core/message';
import type { Facts, SendIntent } from '@parley/core/policy';
import { fillTemplate } from '@parley/core/template';

/** The gateway's own messages, which have their own basis. */
export type OwnMessage = NonNullable<SendIntent['own']>;

/** What somebody wants to say, and as who. */
export type Saying = {
  readonly content: OutboundContent;
  readonly purpose?: Purpose | undefined;
  readonly sender: SendIntent['sender'];
  readonly own?: OwnMessage | undefined;
};

/** The intent that is decided on; for a template the person reads its text filled in. */
export function intentOf({ content, purpose, sender, own }: Saying, facts: Facts): SendIntent {
  const visibleText = visibleTextOf(content, facts);
  return {
    sender,
    ...(purpose === undefined ? {} : { purpose }),
    ...(content.type === 'template'
      ? {
          template: {
            name: content.name,
            language: content.language,
            ...(content.askedLanguage === undefined ? {} : { askedLanguage: content.askedLanguage }),
            variables: content.variables ?? {},
          },
        }
      : {}),
    ...(visibleText === undefined ? {} : { visibleText }),
    ...(own === undefined ? {} : { own }),
  };
}

function visibleTextOf(content: OutboundContent, facts: Facts): string | undefined {
  if (content.type !== 'template') return visibleText(content);
  return facts.template && fillTemplate(facts.template.definition, content.variables ?? {}).body;
}
