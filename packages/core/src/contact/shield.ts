/** Why a person gets no advertising at all, whatever they agreed to. */
export type Shield = 'minor' | 'vulnerable';

const shields: readonly Shield[] = ['minor', 'vulnerable'];
const untrue: ReadonlySet<string> = new Set(['', 'false', 'no', 'nein', '0', 'off']);

/** Reads the attributes `minor` and `vulnerable` of a contact: whatever a colleague writes there but a No counts. */
export function shieldOf(attributes: Readonly<Record<string, string>>): Shield | undefined {
  return shields.find((name) => {
    const value = attributes[name];
    return value !== undefined && !untrue.has(value.trim().toLowerCase());
  });
}
