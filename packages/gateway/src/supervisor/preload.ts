// Loaded before the program of another package, which knows nothing of supervisors: it keeps that process on the leash
// and tells on which port it listens, as Node itself reports it.
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';
import { onLeash, tellParent } from './leash.ts';

onLeash();
subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const address = (message as { readonly server: Server }).server.address();
  if (address !== null && typeof address === 'object') tellParent({ kind: 'listening', port: address.port });
});
