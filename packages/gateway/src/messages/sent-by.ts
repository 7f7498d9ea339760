import type { SentBy } from '@parley/core/gateway-api';
import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';

/** What a key that is bound to no tool is called in messages. */
const NO_TOOL = 'api';

/** Who sends: as told, else the key's tool, and an automation. A key bound to a tool speaks for no other. */
export function sentByOfCall(
  key: CallerKey,
  given:
    | {
        readonly tool?: string | undefined;
        readonly kind?: SentBy['kind'] | undefined;
        readonly actor?: string | undefined;
        readonly name?: string | undefined;
      }
    | undefined,
): SentBy {
  if (key.tool !== null && given?.tool !== undefined && given.tool !== key.tool)
    throw invalidField('sentBy.tool', {
      en: `must be "${key.tool}": the API key is bound to that tool`,
      de: `muss "${key.tool}" sein: Der API-Schlüssel ist an dieses Werkzeug gebunden`,
    });
  return {
    tool: given?.tool ?? key.tool ?? NO_TOOL,
    kind: given?.kind ?? 'automation',
    actor: given?.actor ?? null,
    name: given?.name ?? null,
  };
}
