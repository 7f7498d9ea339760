/** One fault of a row, named as in collection answers; single calls call `statusCode` `errorCode`. */
export type RowError = { statusCode: string; message: string; fields: string[] };

/** A whole call that is refused: status and the body Salesforce would send. */
export class ApiError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: string[] | undefined;
  constructor(status: number, errorCode: string, message: string, fields?: string[]) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }
}

/** The fault of one row; thrown while the row is checked, turned into a row result by the caller. */
export class RowFault extends Error {
  readonly error: RowError;
  constructor(statusCode: string, message: string, fields: string[] = []) {
    super(message);
    this.error = { statusCode, message, fields };
  }
}
