import { GraphError } from '../graph/graph-error.ts';

/** Ends the reading of a template send with Meta's code for what does not fit. */
export function refuse(
  code: 131008 | 131009 | 132000 | 132005 | 132012 | 132018 | 100,
  details: string,
): never {
  throw new GraphError(code, { details });
}
