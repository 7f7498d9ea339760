import { type DestinationStream, type Logger, pino } from 'pino';
import type { Settings } from '../settings/settings.ts';
import { maskLine } from './masking.ts';

/** Shorter settings would tear words apart that merely contain them. */
const SHORTEST_SECRET = 8;

/**
 * The gateway's log: JSON lines in which phone numbers, message ids and secrets are masked at every level. `more` are
 * secrets that came while it runs.
 */
export function createLog(
  settings: Settings,
  destination: DestinationStream = standardOutput(),
  more: () => readonly string[] = () => [],
): Logger {
  const secrets = secretsIn(settings);
  return pino(
    {
      level: settings.logLevel,
      base: null,
      // A number of milliseconds could not be told from a phone number.
      timestamp: pino.stdTimeFunctions.isoTime,
      hooks: { streamWrite: (line) => maskLine(line, [...secrets, ...more()]) },
    },
    destination,
  );
}

// Whoever read our output may be gone; that is no reason to end in the middle of a send.
function standardOutput(): DestinationStream {
  const output = pino.destination(1);
  output.on('error', () => {});
  return output;
}

function secretsIn({ whatsApp, numbers, secretKey, firstApiKey }: Settings): string[] {
  return [
    secretKey,
    firstApiKey ?? '',
    whatsApp.accessToken,
    whatsApp.verifyToken,
    ...whatsApp.appSecrets,
    ...numbers.map((number) => number.token),
  ].filter((secret) => secret.length >= SHORTEST_SECRET);
}
