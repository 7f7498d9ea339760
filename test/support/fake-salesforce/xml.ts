/** One element of a metadata file: its name, its text without surrounding space, its children in order. */
export type XmlElement = { name: string; text: string; children: XmlElement[] };

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a small XML document and refuses what is not well-formed. Metadata files use elements, attributes on
 * the root, entities and comments only; anything else is an error here, as it would be a surprise in an org.
 */
export function parseXml(source: string): XmlElement {
  const body = source.replace(/^\uFEFF?<\?xml[^?]*\?>/, '').replace(/<!--(?:(?!--)[\s\S])*-->/g, '');
  const top: XmlElement = { name: '', text: '', children: [] };
  const open = [top];
  let at = 0;
  for (const match of body.matchAll(/<(\/?)([A-Za-z_][\w.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g)) {
    addText(open.at(-1), body.slice(at, match.index));
    at = match.index + match[0].length;
    const [, closing, name = '', , selfClosing] = match;
    if (closing) {
      const ended = open.pop();
      if (ended?.name !== name || open.length === 0) throw new Error(`</${name}> closes <${ended?.name}>`);
      continue;
    }
    const element: XmlElement = { name, text: '', children: [] };
    open.at(-1)?.children.push(element);
    if (!selfClosing) open.push(element);
  }
  addText(open.at(-1), body.slice(at));
  const [root, ...more] = top.children;
  if (open.length !== 1 || !root || more.length > 0 || top.text !== '')
    throw new Error('The document has not exactly one closed root element.');
  return root;
}

/** The text of the first child with that name. */
export function childText(element: XmlElement, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text;
}

function addText(element: XmlElement | undefined, raw: string): void {
  if (/[<>]/.test(raw)) throw new Error(`Stray markup near "${raw.trim().slice(0, 40)}".`);
  const text = raw.trim().replace(/&([^;\s]*);?/g, (whole, entity: string) => {
    const plain = whole.endsWith(';') ? ENTITIES[entity] : undefined;
    if (plain === undefined) throw new Error(`"${whole}" is not an entity.`);
    return plain;
  });
  if (element && text) element.text += text;
}
