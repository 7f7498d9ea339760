import { ParleyError } from '@parley/core';
import type { Settings } from './settings/settings.ts';

/** Says why the port could not be opened, and which variable changes it; what is not known stays as it is. */
export function explainListening(error: unknown, { host, port }: Settings): unknown {
  const { code } = error as { code?: string };
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is already in use, perhaps by another gateway: end that, or set PARLEY_PORT to another port.`,
    EACCES: `The gateway may not listen on port ${port}: set PARLEY_PORT to one above 1023.`,
    EADDRNOTAVAIL: `The gateway cannot listen on ${host}: set PARLEY_HOST to an address of this machine.`,
    ENOTFOUND: `The gateway cannot listen on ${host}: set PARLEY_HOST to an address of this machine.`,
  };
  const sentence = sentences[code ?? ''];
  return sentence === undefined ? error : new ParleyError('SETTINGS_INVALID', sentence, { cause: error });
}

/** Says why the data could not be opened, and what to check. */
export function explainStore(error: unknown, { dataDir, databaseUrl }: Settings): unknown {
  if (error instanceof ParleyError) return error;
  const sentence =
    databaseUrl !== undefined
      ? 'The database at PARLEY_DATABASE_URL cannot be opened: check the address, the user and whether PostgreSQL runs.'
      : `The data in ${dataDir} cannot be opened or written: check PARLEY_DATA_DIR and its permissions.`;
  return new ParleyError('STORE_FAILED', sentence, { cause: error });
}
