/** A stored moment as the API writes it. */
export function instantOf(milliseconds: number): string;
export function instantOf(milliseconds: number | null): string | null;
export function instantOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}
