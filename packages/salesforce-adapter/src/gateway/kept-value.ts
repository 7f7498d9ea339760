import type { GatewayClient } from '@parley/core/gateway-api';
import { type Log, TOOL } from '../deps.ts';

/** A small value the adapter keeps at the gateway, so that it can be moved and lost without losing its place. */
export type KeptValue = {
  readonly read: () => Promise<string | undefined>;
  readonly write: (value: string) => Promise<void>;
};

/** Keeps one text under a key; a value somebody else changed meanwhile is reported, since two adapters must not run. */
export function keepValue(gateway: GatewayClient, key: string, log: Log): KeptValue {
  let version = 0;
  let known: string | undefined;
  async function read(): Promise<string | undefined> {
    const state = await gateway.getToolState(TOOL, key);
    version = state?.version ?? 0;
    known = typeof state?.value === 'string' ? state.value : undefined;
    return known;
  }
  return {
    read,
    async write(value) {
      if (value === known) return;
      let written = await gateway.putToolState(TOOL, key, { value, ifVersion: version });
      if (written === 'conflict') {
        log('warn', 'Another Salesforce adapter works with this gateway. Run only one.', { key });
        await read();
        written = await gateway.putToolState(TOOL, key, { value });
        if (written === 'conflict') return;
      }
      version = written.version;
      known = value;
    },
  };
}
