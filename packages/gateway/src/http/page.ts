/** An answer for people: a page that brings everything with it and asks nothing of anybody. */
export class Page {
  readonly html: string;
  /** What it is called when it is saved. */
  readonly filename: string;

  constructor(html: string, filename: string) {
    this.html = html;
    this.filename = filename;
  }

  /** Its own style is all that it may have: whatever a customer wrote into it, nothing runs and nothing is fetched. */
  headers(): Readonly<Record<string, string>> {
    return {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'content-disposition': `inline; filename="${this.filename}"`,
    };
  }
}

/** Whether a caller would rather read a page than JSON: a browser does, a program says what it wants. */
export function prefersPage(accept: string | undefined): boolean {
  const wanted = (accept ?? '').split(',').map((part) => {
    const [type = '', ...parameters] = part.trim().split(';');
    const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
    return { type: type.trim(), quality: quality === undefined ? 1 : Number(quality.trim().slice(2)) };
  });
  const of = (type: string) => wanted.find((part) => part.type === type)?.quality ?? 0;
  return of('text/html') > of('application/json');
}
