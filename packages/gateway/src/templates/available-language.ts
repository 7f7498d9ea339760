import type { OutboundContent, TemplateContent } from '@parley/core/message';
import { chooseLanguage } from '@parley/core/template';
import { readBusiness } from '../business/business.ts';
import type { Tx } from '../store/index.ts';

/** A template as a request names it: it may say that another language will do. */
type Asked = TemplateContent & { readonly ifLanguageMissing?: 'reject' | 'fallback' | undefined };

/**
 * The content in a language that the template has, where the caller allows another one and the one asked for does not
 * exist; `askedLanguage` then tells so, for the decision's evidence.
 */
export async function inAvailableLanguage<Content extends OutboundContent>(
  tx: Tx,
  accountId: string,
  content: Content,
): Promise<Content> {
  if (content.type !== 'template') return content;
  const { ifLanguageMissing, ...asked }: Asked = content;
  if (ifLanguageMissing !== 'fallback') return asked as Content;
  const rows = await tx
    .selectFrom('template')
    .select('language')
    .where('account_id', '=', accountId)
    .where('name', '=', asked.name)
    .where('status', '=', 'APPROVED')
    .execute();
  const { language: business } = await readBusiness(tx);
  const available = rows.map(({ language }) => language);
  const language = chooseLanguage(asked.language, available, business);
  const isOther = language !== undefined && language !== asked.language;
  return (isOther ? { ...asked, language, askedLanguage: asked.language } : asked) as Content;
}
