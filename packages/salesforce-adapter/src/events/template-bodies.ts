import { GatewayProblem, type Message } from '@parley/core/gateway-api';
import type { Deps } from '../deps.ts';

/** Reads the approved text of every template among the messages once, so that the row shows what was sent. */
export async function templateBodies(
  deps: Deps,
  messages: readonly Message[],
): Promise<(message: Message) => string | undefined> {
  const bodies = new Map<string, string | undefined>();
  for (const { content } of messages) {
    if (content.type !== 'template') continue;
    const [name, language] = [String(content.name), String(content.language)];
    const key = `${name}:${language}`;
    if (!bodies.has(key)) bodies.set(key, await readBody(deps, name, language));
  }
  return ({ content }) => bodies.get(`${content.name}:${content.language}`);
}

async function readBody(deps: Deps, name: string, language: string): Promise<string | undefined> {
  try {
    return (await deps.gateway.getTemplate(name, language)).body;
  } catch (error) {
    // A template that was deleted at Meta since is shown by its name.
    if (error instanceof GatewayProblem && error.problem.status === 404) return undefined;
    throw error;
  }
}
