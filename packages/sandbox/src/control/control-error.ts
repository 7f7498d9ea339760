import { faultsOf, type Shape } from '../shape/shape.ts';

/** A control call that was not understood; names every field that is wrong. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly fields: { path: string; message: string }[];

  constructor(status: number, message: string, fields: { path: string; message: string }[] = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }

  toBody(): { error: { message: string; fields: { path: string; message: string }[] } } {
    return { error: { message: this.message, fields: this.fields } };
  }
}

/** 422 with one wrong field. */
export const wrongField = (path: string, message: string): ControlError =>
  new ControlError(422, `${path} ${message}`, [{ path, message: `${path} ${message}` }]);

/** Throws unless the body fits; every fault is named. */
export function requireShape(shape: Shape, body: unknown): void {
  const faults = faultsOf(shape, body ?? {});
  if (faults.length === 0) return;
  const fields = faults.map(({ path, message }) => ({ path, message }));
  throw new ControlError(422, fields.map(({ message }) => message).join(' '), fields);
}
