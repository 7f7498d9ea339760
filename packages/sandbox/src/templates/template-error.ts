import { GraphError } from '../graph/graph-error.ts';

/** The subcodes of Meta's template creation that the sandbox answers with. */
const SUBCODES = {
  invalidFormat: 2388023,
  cap: 2388019,
  duplicate: 2388024,
  tooLong: 2388040,
  header: 2388047,
  body: 2388072,
  footer: 2388073,
  variablesDense: 2388293,
  variableAtEdge: 2388299,
} as const;

/** Meta's answer to a template it will not take for review. */
export const templateError = (
  subcode: keyof typeof SUBCODES,
  userTitle: string,
  userMessage: string,
): GraphError => new GraphError(100, { subcode: SUBCODES[subcode], userTitle, userMessage, status: 400 });
