import { pino } from 'pino';

/** The part of a logger that the bridge uses. */
export type Logger = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** JSON lines on standard error, so that standard output carries the ready line alone. */
export function createLogger(level: string): Logger {
  return pino({ name: 'slack-bridge', level }, pino.destination(2));
}
