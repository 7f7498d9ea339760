/** Deeper than anything Meta sends; what lies below is cut away when an item is too deep to be written whole. */
const KEPT_DEPTH = 64;

/** An item as text, whole; one that is nested so deeply that writing it fails is cut below `KEPT_DEPTH` levels. */
export function rawPayload(raw: unknown): string {
  try {
    return JSON.stringify(raw ?? null);
  } catch (error) {
    // The stack ends: JSON.parse reads any depth, JSON.stringify goes down call by call.
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify(cutBelow(raw, KEPT_DEPTH));
  }
}

function cutBelow(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '(cut: nested too deeply)';
  if (Array.isArray(value)) return value.map((entry) => cutBelow(entry, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cutBelow(entry, levels - 1)]));
}
