import { deniedHostOf, fileLinksOf, type OutboundContent } from '@parley/core/message';
import { invalidFields } from '../http/api-problem.ts';
import { MAX_FAULTS, pathText } from '../http/faults.ts';
import { privateHost } from '../outgoing/target.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Throws 422 that names each link to a file in a private network which the operator does not allow. The form of links
 * is the schema's to check, and those in variables of a template the decision's.
 */
export function checkFileLinks({ settings }: Runtime, content: OutboundContent): void {
  const faults = fileLinksOf(content).flatMap(({ link, path }) => {
    const host = deniedHostOf(link, settings.allowedHosts);
    if (host === undefined) return [];
    const { en, de } = privateHost(host);
    return {
      path: pathText(['content', ...path], 'content'),
      message: {
        en: `must be an https link that Meta can reach; this one ${en}`,
        de: `muss ein https-Link sein, den Meta erreichen kann; dieser ${de}`,
      },
    };
  });
  if (faults.length > 0) throw invalidFields(faults.slice(0, MAX_FAULTS));
}
