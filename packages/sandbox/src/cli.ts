import { readSettings, SettingsError } from './settings.ts';
import { type RunningSandbox, startSandbox } from './start-sandbox.ts';
import { StateError } from './state/database.ts';

/** Starts the sandbox by its environment; a sentence instead of a stack when it can't. */
async function run(): Promise<void> {
  const { host, port, dataDir, webhookUrl, account, number } = readSettings(process.env);
  let running: RunningSandbox;
  try {
    running = await startSandbox({ host, port, dataDir, webhookUrl, account, numbers: [number] });
  } catch (error) {
    throw explain(error, host, port);
  }
  console.log(`WhatsApp sandbox: ${running.url} (webhooks go to ${webhookUrl})`);
  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    running.close().then(
      () => process.exit(0),
      (error) => {
        console.error('The sandbox did not end cleanly:', error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
}

function explain(error: unknown, host: string, port: number): unknown {
  const { code } = error as { code?: string };
  if (code === 'EADDRINUSE') {
    return new StateError(
      `Port ${port} is already in use, perhaps by another sandbox: end that, or set PARLEY_SANDBOX_PORT to another port.`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StateError(
      `The sandbox can't listen on ${host}: set PARLEY_HOST to an address of this machine.`,
    );
  }
  if (code === 'EACCES')
    return new StateError(
      `The sandbox may not listen on port ${port}: set PARLEY_SANDBOX_PORT to one above 1023.`,
    );
  return error;
}

run().catch((error: unknown) => {
  const known = error instanceof SettingsError || error instanceof StateError;
  console.error(known ? error.message : error);
  process.exit(1);
});
