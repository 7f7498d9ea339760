import { invalidField } from '../http/api-problem.ts';
import type { CallerKey } from '../http/handler.ts';

type Named = {
  readonly tool?: string | undefined;
  readonly actor?: string | undefined;
  readonly name?: string | undefined;
};

/** Who a call speaks for. A key that is bound to a tool speaks for that tool alone; `path` is where the call names it. */
export function speakerOf(
  named: Named | undefined,
  key: CallerKey,
  path: string,
): { readonly tool: string; readonly actor: string | null; readonly name: string | null } {
  if (key.tool !== null && named?.tool !== undefined && named.tool !== key.tool)
    throw invalidField(`${path}.tool`, {
      en: `must be "${key.tool}": the API key belongs to that tool`,
      de: `muss "${key.tool}" sein: Der API-Schlüssel gehört zu diesem Werkzeug`,
    });
  return {
    tool: named?.tool ?? key.tool ?? 'api',
    actor: named?.actor ?? null,
    name: named?.name ?? null,
  };
}
