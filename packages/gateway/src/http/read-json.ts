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
    title: { en: 'The body is not JSON', de: 'Der Inhalt ist kein JSON' },
    detail: {
      en: 'The body must be JSON in UTF-8, not compressed.',
      de: 'Der Inhalt muss JSON in UTF-8 sein, nicht komprimiert.',
    },
    remedy: {
      en: 'Send it with "Content-Type: application/json".',
      de: 'Senden Sie ihn mit "Content-Type: application/json".',
    },
  });
}

/** Parses a JSON body; whatever could not be stored or walked safely is refused by name. */
export function readJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    const at = positionOf(error);
    throw new ApiProblem({
      status: 400,
      code: 'INVALID_JSON',
      title: { en: 'The body cannot be read as JSON', de: 'Der Inhalt lässt sich nicht als JSON lesen' },
      detail: {
        en: `The body is not valid JSON in UTF-8${at === undefined ? '' : ` (at character ${at})`}.`,
        de: `Der Inhalt ist kein gültiges JSON in UTF-8${at === undefined ? '' : ` (beim Zeichen ${at})`}.`,
      },
      remedy: {
        en: 'Check quotes, commas and brackets, and that the text is UTF-8; nothing was done.',
        de: 'Prüfen Sie Anführungszeichen, Kommas und Klammern, und ob der Text UTF-8 ist; es ist nichts geschehen.',
      },
    });
  }
  checkValue(value, 'body', 0);
  return value;
}

// Only the position is repeated: the parser's message quotes the body.
function positionOf(error: unknown): string | undefined {
  return error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') checkText(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw invalidField(path.slice(0, 100), {
      en: `is nested deeper than ${MAX_DEPTH} levels; flatten it`,
      de: `ist tiefer als ${MAX_DEPTH} Ebenen verschachtelt; machen Sie es flacher`,
    });
  for (const [key, entry] of Object.entries(value)) {
    const name = depth === 0 ? key : `${path}.${key}`;
    const inner = Array.isArray(value) ? `${path}[${key}]` : name;
    if (key === '__proto__')
      throw invalidField(inner, {
        en: 'is not a name that a field can have; remove it',
        de: 'ist kein Name, den ein Feld haben kann; entfernen Sie es',
      });
    checkText(key, inner);
    checkValue(entry, inner, depth + 1);
  }
}

/** Refuses text that a database cannot keep. */
export function checkText(text: string, path: string): void {
  if (text.includes('\u0000'))
    throw invalidField(path.replaceAll('\u0000', ''), {
      en: 'contains a NUL character; remove it',
      de: 'enthält ein NUL-Zeichen; entfernen Sie es',
    });
  // Half of a pair cannot be written as UTF-8: it would be stored, and sent, as something else.
  if (!text.isWellFormed())
    throw invalidField(path.toWellFormed(), {
      en: 'contains half of a character (a lone surrogate); check where the text was cut',
      de: 'enthält ein halbes Zeichen (ein einzelnes Surrogat); prüfen Sie, wo der Text abgeschnitten wurde',
    });
}
