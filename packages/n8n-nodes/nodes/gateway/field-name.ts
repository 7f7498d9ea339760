/** The gateway's field paths, and what the same fields are called in the node. */
const NAMES: readonly [path: string, name: string][] = [
  ['to', 'To'],
  ['from', 'From Number'],
  ['content.text', 'Text'],
  ['content.name', 'Template'],
  ['content.language', 'Template'],
  ['content.variables', 'Template Variables'],
  ['content', 'Text'],
  ['ifWindowClosed.template.variables', 'Template Variables'],
  ['ifWindowClosed.template', 'Template'],
  ['ifWindowClosed.until', 'Hold Until'],
  ['ifWindowClosed', 'If Window Closed'],
  ['purpose', 'Purpose'],
  ['quote', 'Quote'],
  ['sendAt', 'Send At'],
  ['url', 'Webhook URL'],
  ['types', 'Events'],
  ['numbers', 'Number'],
];

/** The node's name of the field that a path of the gateway's API means, with the variable's key where there is one. */
export function fieldName(path: string): string {
  const dotted = path.replace(/^\//, '').replaceAll('/', '.');
  const found = NAMES.find(([prefix]) => dotted === prefix || dotted.startsWith(`${prefix}.`));
  if (!found) return dotted;
  const [prefix, name] = found;
  return name === 'Template Variables' && dotted !== prefix
    ? `${name} > ${dotted.slice(prefix.length + 1)}`
    : name;
}
