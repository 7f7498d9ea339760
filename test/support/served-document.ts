import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Json = Record<string, unknown>;

/** An answer as it came over the wire. */
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

/**
 * Checks answers against the document that the gateway itself serves: a status or a form that the document does not
 * promise is an error, whatever the test looks at.
 */
export function checkAgainst(document: Json): (method: string, path: string, answer: Answer) => void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: 'openapi' });
  const compiled = new Map<string, ValidateFunction>();
  const schemaAt = (pointer: string) => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  const paths = Object.keys(document.paths as Json).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }));

  return (method, path, { status, headers, text }) => {
    const call = `${method} ${path} -> ${status}`;
    if (status >= 500 && status !== 503) throw new Error(`${call}: ${text}`);
    const contentType = headers.get('content-type')?.split(';')[0] ?? '';
    const bare = path.split('?')[0] ?? path;
    // A static path wins over one with parameters, as it does in the router.
    const matching = paths.filter(({ pattern }) => pattern.test(bare));
    const template = (matching.find((entry) => !entry.template.includes('{')) ?? matching[0])?.template;
    const operation = template && ((document.paths as Json)[template] as Json)[method.toLowerCase()];
    if (!template || !operation) {
      if (status < 400) throw new Error(`${call}: the document has no such call`);
      expectValid(
        schemaAt('/components/schemas/Problem'),
        text,
        contentType,
        'application/problem+json',
        call,
      );
      return;
    }
    const response = ((operation as Json).responses as Json)[String(status)] as
      | { content?: Json }
      | undefined;
    if (!response) throw new Error(`${call}: the document does not promise this status: ${text}`);
    if (!response.content) {
      if (text !== '') throw new Error(`${call}: the document promises no body: ${text}`);
      return;
    }
    const [first = '', ...others] = Object.keys(response.content);
    // What may be had in another form as well was asked for in that form.
    const inForm = others.find((type) => status < 400 && type === contentType) ?? first;
    const wanted = status >= 400 ? 'application/problem+json' : inForm;
    // The bytes of a file: of any type, and without a form.
    if (wanted === '*/*') return;
    const pointer = `/paths/${pointerPart(template)}/${method.toLowerCase()}/responses/${status}/content/${pointerPart(wanted)}/schema`;
    expectValid(schemaAt(pointer), text, contentType, wanted, call);
  };
}

/** A fetch of the gateway's API that holds every answer against the document which that gateway serves. */
export function checkedFetch(gatewayUrl: string): (url: string, init?: RequestInit) => Promise<Response> {
  let check: ReturnType<typeof checkAgainst> | undefined;
  return async (url, init) => {
    const response = await fetch(url, init);
    const { status, headers } = response;
    const text = await response.clone().text();
    check ??= checkAgainst((await (await fetch(`${gatewayUrl}/openapi.json`)).json()) as Json);
    check(init?.method ?? 'GET', url.slice(gatewayUrl.length), { status, headers, text });
    return response;
  };
}

function expectValid(
  validate: ValidateFunction,
  text: string,
  type: string,
  wanted: string,
  call: string,
): void {
  if (type !== wanted)
    throw new Error(`${call}: the content type is "${type}", the document promises "${wanted}"`);
  const value: unknown = wanted.includes('json') ? JSON.parse(text) : text;
  if (validate(value)) return;
  const faults = validate.errors?.map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  );
  throw new Error(`${call}: not as the document promises: ${faults?.join('; ')} in ${text}`);
}

function pointerPart(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
