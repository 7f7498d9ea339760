/** A tool's own id of an entry as it is stored: the same id of two tools means two things. */
export function externalKey(tool: string, externalId: string): string {
  return `${tool}:${externalId}`;
}

/** The tool's own id again; a tool's name has no colon. */
export function externalIdOf(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
