import { afterAll, beforeAll } from '@jest/globals';
import type { Store } from '../../../packages/gateway/src/store/index.ts';
import { openPostgres } from '../../../packages/gateway/src/store/postgres.ts';
import { storeContract } from '../../contracts/store-contract.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server?.close());

storeContract('PostgreSQL', async () => {
  const url = await server.database();
  let store: Store = await openPostgres(url);
  return {
    store,
    async reopen() {
      await store.close();
      store = await openPostgres(url);
      return store;
    },
    dispose: () => store.close(),
  };
});
