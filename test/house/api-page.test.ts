import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_KEY, type Parley, startParley } from '../end-to-end/parley.ts';
import { eventually } from '../support/eventually.ts';
import { ownProcesses } from '../support/processes.ts';

type Json = Record<string, unknown>;
/** A request of the page, and the answer it shows below, if it shows one. */
type Example = {
  section: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  answer?: unknown;
};

const page = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
const examples = readExamples(page);
const processes = ownProcesses();
let parley: Parley;
/** What the path of a later example takes from an earlier answer. */
const known = new Map<string, string>([['inAnHour', new Date(Date.now() + 3_600_000).toISOString()]]);

beforeAll(async () => {
  parley = await startParley(processes);
});
afterAll(() => processes.close());

describe('every example of the API page does what the page says', () => {
  test.each(examples.map((example, index) => ({ ...example, nth: index + 1 })))(
    '$nth: $method $path',
    async (example) => {
      const { status, body } = await call(example);
      remember(body as Json);
      if (example.path.startsWith('/sandbox/')) await heard(String((body as Json).wamid));
      const { answer } = example;
      if (answer === undefined) return expect(status).toBeLessThan(300);
      const expected = (answer as Json).status;
      if (typeof expected === 'number') expect(status).toBe(expected);
      else expect(status).toBeLessThan(300);
      expect(body).toEqual(expect.objectContaining(asShown(answer) as Json));
    },
  );
});

async function call({ method, path, headers, body }: Example): Promise<{ status: number; body: unknown }> {
  const isSandbox = path.startsWith('/sandbox/');
  const base = isSandbox ? parley.sandboxUrl : parley.url;
  // What the gateway answers is held against the document that it serves, too.
  const doFetch = isSandbox ? fetch : parley.fetch;
  const response = await doFetch(`${base}${filled(path)}`, {
    method,
    headers: {
      authorization: `Bearer ${API_KEY}`,
      'accept-language': 'en',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: filled(body) }),
  });
  return { status: response.status, body: await response.json() };
}

/** The page's reader takes longer to the next call than a webhook to the gateway. */
const heard = (wamid: string) =>
  eventually(
    async () => (await parley.messages()).some((message) => message.wamid === wamid),
    'the gateway has heard what the customer wrote',
  );

function filled(text: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = known.get(name);
    if (value === undefined) throw new Error(`No earlier answer has a ${name}.`);
    return value;
  });
}

function remember(body: Json): void {
  if (typeof body.conversationId !== 'string') return;
  known.set('messageId', String(body.id));
  known.set('contactId', String(body.contactId));
  known.set('conversationId', body.conversationId);
}

/** Everything shown has to be there; an ellipsis stands for any value, and more may be there. */
function asShown(value: unknown): unknown {
  if (value === '…') return expect.anything();
  if (Array.isArray(value)) return value.map(asMatcher);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asMatcher(inner)]));
}

function asMatcher(value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? expect.objectContaining(asShown(value) as Json) : asShown(value);
}

function readExamples(text: string): Example[] {
  const found: Example[] = [];
  let section = '';
  for (const match of text.matchAll(/^## (.+)$|^```(http|json)\n([\s\S]*?)^```$/gm)) {
    const [, heading, kind, block = ''] = match;
    const last = found.at(-1);
    if (heading !== undefined) section = heading;
    else if (kind === 'http') found.push({ section, ...readRequest(block) });
    else if (last && last.answer === undefined) last.answer = JSON.parse(block);
    else throw new Error(`An answer without a request in “${section}”.`);
  }
  return found;
}

function readRequest(block: string): Omit<Example, 'section'> {
  const [head = '', ...rest] = block.trim().split('\n\n');
  const [first = '', ...headerLines] = head.split('\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = Object.fromEntries(headerLines.map((line) => line.split(': ') as [string, string]));
  return { method, path, headers, ...(rest.length > 0 && { body: rest.join('\n\n') }) };
}
