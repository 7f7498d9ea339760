import { afterEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../packages/gateway/src/store/index.ts';

export type StoreUnderTest = {
  readonly store: Store;
  /** Opens the same data again, as after a restart. */
  reopen(): Promise<Store>;
  dispose(): Promise<void>;
};

/** What every engine behind the gateway keeps. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store on ${name}`, () => {
    let current: StoreUnderTest | undefined;
    afterEach(async () => {
      await current?.dispose();
      current = undefined;
    });
    const opened = async () => {
      current = await open();
      return current;
    };
    const put = (store: Store, key: string, value = '{}') =>
      store.write((tx) => tx.insertInto('setting').values({ key, value }).execute());
    const keys = async (store: Store) => {
      const rows = await store.read.selectFrom('setting').select('key').orderBy('key').execute();
      return rows.map((row) => row.key);
    };

    test('shows a write to reads as soon as it has resolved', async () => {
      const { store } = await opened();
      await put(store, 'a');
      expect(await keys(store)).toEqual(['a']);
    });

    test('shows reads nothing of a transaction that is still open', async () => {
      const { store } = await opened();
      let during: string[] = [];
      await store.write(async (tx) => {
        await tx.insertInto('setting').values({ key: 'a', value: '{}' }).execute();
        during = await keys(store);
      });
      expect(during).toEqual([]);
      expect(await keys(store)).toEqual(['a']);
    });

    test('shows a transaction its own rows', async () => {
      const { store } = await opened();
      const seen = await store.write(async (tx) => {
        await tx.insertInto('setting').values({ key: 'a', value: '1' }).execute();
        return tx.selectFrom('setting').select('value').where('key', '=', 'a').executeTakeFirstOrThrow();
      });
      expect(seen.value).toBe('1');
    });

    test('undoes work that fails, whole, and keeps its neighbours', async () => {
      const { store } = await opened();
      const results = await Promise.allSettled([
        put(store, 'before'),
        store.write(async (tx) => {
          await tx.insertInto('setting').values({ key: 'half', value: '{}' }).execute();
          throw new Error('changed its mind');
        }),
        put(store, 'after'),
      ]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await keys(store)).toEqual(['after', 'before']);
    });

    test('undoes work that breaks a rule of the database, and keeps its neighbours', async () => {
      const { store } = await opened();
      await put(store, 'a', '1');
      const results = await Promise.allSettled([put(store, 'a', '2'), put(store, 'b', '3')]);
      expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
      const row = await store.read
        .selectFrom('setting')
        .select('value')
        .where('key', '=', 'a')
        .executeTakeFirst();
      expect(row?.value).toBe('1');
    });

    test('lets many writers count together without losing one', async () => {
      const { store } = await opened();
      await put(store, 'count', '0');
      const increment = () =>
        store.write(async (tx) => {
          const { value } = await tx
            .selectFrom('setting')
            .select('value')
            .where('key', '=', 'count')
            .executeTakeFirstOrThrow();
          await tx
            .updateTable('setting')
            .set({ value: String(Number(value) + 1) })
            .where('key', '=', 'count')
            .execute();
        });
      await Promise.all(Array.from({ length: 300 }, increment));
      const row = await store.read
        .selectFrom('setting')
        .select('value')
        .where('key', '=', 'count')
        .executeTakeFirst();
      expect(row?.value).toBe('300');
    });

    test('numbers events in the order of their commits, without a reader ever skipping one', async () => {
      const { store } = await opened();
      const append = (id: string) =>
        store.write((tx) =>
          tx
            .insertInto('event')
            .values({ id, type: 'contact.updated', at: 0, data: '{}', contact_id: null, number_id: null })
            .execute(),
        );
      const writing = Promise.all(Array.from({ length: 200 }, (_, index) => append(`evt_${index}`)));
      const seen: string[] = [];
      let position = 0;
      while (seen.length < 200) {
        const rows = await store.read
          .selectFrom('event')
          .selectAll()
          .where('seq', '>', position)
          .orderBy('seq')
          .execute();
        for (const row of rows) seen.push(row.id);
        position = rows.at(-1)?.seq ?? position;
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writing;
      expect(new Set(seen).size).toBe(200);
      expect(seen).toHaveLength(200);
    });

    test('tells those who wait that something was committed', async () => {
      const { store } = await opened();
      let commits = 0;
      const end = store.onCommit(() => (commits += 1));
      await put(store, 'a');
      expect(commits).toBe(1);
      end();
      await put(store, 'b');
      expect(commits).toBe(1);
    });

    test('takes a text with a NUL, which not every engine can keep, with a visible sign at worst', async () => {
      const { store } = await opened();
      await put(store, 'text', 'vor\u0000nach');
      const row = await store.read.selectFrom('setting').select('value').executeTakeFirst();
      expect(['vor\u0000nach', 'vor\ufffdnach']).toContain(row?.value);
      const found = store.read.selectFrom('setting').select('key').where('value', '=', 'vor\u0000nach');
      expect(await found.execute()).toEqual([{ key: 'text' }]);
    });

    test('keeps texts of every script and large numbers as they are', async () => {
      const { store } = await opened();
      const value = 'Grüße 👩‍👩‍👧 ‏مرحبا‎ "quoted" \\ end';
      await put(store, 'text', value);
      const row = await store.read.selectFrom('setting').select('value').executeTakeFirst();
      expect(row?.value).toBe(value);
      await store.write((tx) =>
        tx
          .insertInto('event')
          .values({
            id: 'evt_big',
            type: 't',
            at: 9_007_199_254_740_991,
            data: '{}',
            contact_id: null,
            number_id: null,
          })
          .execute(),
      );
      const event = await store.read.selectFrom('event').select('at').executeTakeFirst();
      expect(event?.at).toBe(9_007_199_254_740_991);
    });

    test('has everything again after a restart', async () => {
      const { store, reopen } = await opened();
      await put(store, 'a', 'kept');
      const again = await reopen();
      const row = await again.read.selectFrom('setting').select('value').executeTakeFirst();
      expect(row?.value).toBe('kept');
    });
  });
}
