import { optInSentence } from '@parley/core/consent';
import type { OptInLink } from '@parley/core/gateway-api';
import { readBusiness } from '../business/business.ts';
import { numberUnnamed } from '../consent/problems.ts';
import { wordsLanguage } from '../consent/spoken-language.ts';
import type { Call } from '../http/handler.ts';
import { chatLink } from '../numbers/chat-link.ts';
import type { Runtime } from '../runtime.ts';
import { newId } from '../store/new-id.ts';
import { newCode } from './code.ts';
import { numberOf } from './number.ts';

/** Long enough to change from a desk to a phone; who comes later asks for a new link. */
const LINK_VALID_MS = 30 * 60 * 1000;

/** POST /v1/opt-in-links: a link by which one person agrees with a message of their own. The code is stored hashed. */
export async function makeOptInLink(
  runtime: Runtime,
  { body, key, language }: Call<'createOptInLink'>,
): Promise<OptInLink> {
  const code = newCode();
  const now = runtime.now().getTime();
  const id = newId('opt');
  const expiresAt = now + LINK_VALID_MS;
  const made = await runtime.store.write(async (tx) => {
    const number = await numberOf(tx, key, body.number);
    const digits = (number.display_number ?? '').replace(/\D/g, '');
    if (digits === '') throw numberUnnamed(number.id, language);
    const text = optInSentence(wordsLanguage(body.language), body.purpose, await readBusiness(tx), code);
    await tx
      .insertInto('opt_in_link')
      .values({
        id,
        code_hash: runtime.secrets.hash('opt-in-code', code),
        purpose: body.purpose,
        text_version: body.textVersion,
        language: body.language,
        source: body.source,
        created_at: now,
        expires_at: expiresAt,
        used_at: null,
      })
      .execute();
    return { text, ...chatLink(digits, text) };
  });
  runtime.log.info({ link: id, key: key.id, purpose: body.purpose }, 'opt-in link made');
  return { id, code, ...made, expiresAt: new Date(expiresAt).toISOString() };
}
