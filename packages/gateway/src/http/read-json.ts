import { ApiProblem, invalidField } from './api-problem.ts';

/** Nothing in the API is nested deeper than templates in raw webhooks; more is an attack on whoever walks it. */
const MAX_DEPTH = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Refuses a body whose `Content-Type` is not JSON in UTF-8. */
export function checkContentType(contentType: string | undefined, encoding: string | undefined): void {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim().toLowerCase());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice(8)
    .replaceAll('"', '');
  const isJson = type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type);
  const isPlain = encoding === undefined || encoding === 'identity';
  if (isJson && isPlain && (charset === undefined || charset === 'utf-8' || charset === 'utf8')) return;
  throw new ApiProblem({
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
    title: 'The body is not JSON',
    detail: 'The body must be JSON in UTF-8, not compressed.',
    remedy: 'Send it with "Content-Type: application/json".',
  });
}

/** Parses a JSON body; whatever could not be stored or walked safely is refused by name. */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw new ApiProblem({
      status: 400,
      code: 'INVALID_JSON',
      title: 'The body cannot be read as JSON',
      detail: `The body is not valid JSON in UTF-8${positionOf(error)}.`,
      remedy: 'Check quotes, commas and brackets, and that the text is UTF-8; nothing was done.',
    });
  }
  checkValue(value, 'body', 0);
  return value;
}

// Only the position is repeated: the parser's message quotes the body.
function positionOf(error: unknown): string {
  const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? '' : ` (at character ${position})`;
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') checkText(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw invalidField(path.slice(0, 100), `is nested deeper than ${MAX_DEPTH} levels; flatten it`);
  for (const [key, entry] of Object.entries(value)) {
    const inner = Array.isArray(value) ? `${path}[${key}]` : depth === 0 ? key : `${path}.${key}`;
    if (key === '__proto__') throw invalidField(inner, 'is not a name that a field can have; remove it');
    checkText(key, inner);
    checkValue(entry, inner, depth + 1);
  }
}

/** Refuses text that a database cannot keep. */
export function checkText(text: string, path: string): void {
  if (text.includes('\u0000'))
    throw invalidField(path.replaceAll('\u0000', ''), 'contains a NUL character; remove it');
}
