import { type IExecuteFunctions, NodeOperationError, tryToParseDateTime } from 'n8n-workflow';

/** Reads a time as the date picker and expressions give it; without a zone it is in the workflow's time zone. */
export function readMoment(
  context: IExecuteFunctions,
  value: unknown,
  field: string,
  itemIndex: number,
): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  try {
    const moment = tryToParseDateTime(value, context.getTimezone()).toUTC().toISO();
    if (moment) return moment;
  } catch {
    // Said below, with the name of the field.
  }
  throw new NodeOperationError(context.getNode(), `The field "${field}" is not a time`, {
    itemIndex,
    description: `Give "${field}" as a date and time, such as 2026-11-23T08:00:00.`,
  });
}
