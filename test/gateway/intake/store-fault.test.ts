import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { isStoreFault } from '../../../packages/gateway/src/intake/store-fault.ts';

/** What the engine throws for this statement. */
function thrownBy(sql: string): unknown {
  const database = new DatabaseSync(':memory:');
  database.exec('create table one (id integer primary key, must text not null)');
  try {
    database.exec(sql);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    database.close();
  }
}

function closed(): unknown {
  const database = new DatabaseSync(':memory:');
  database.close();
  try {
    database.exec('select 1');
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('An error while storing is the fault', () => {
  test.each([
    ['of the store: a table that is not there', thrownBy('insert into two values (1)'), true],
    ['of the store: it is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 }, true],
    ['of the store: its disk fails', { code: 'ERR_SQLITE_ERROR', errcode: 10 | (3 << 8) }, true],
    ['of the store: it is closed', closed(), true],
    ['of the store: it says so itself', new ParleyError('STORE_FAILED', 'The store failed.'), true],
    ['of the store: its connection broke', { code: 'ECONNRESET' }, true],
    ['of the store: PostgreSQL shuts down', { code: '57P01' }, true],
    ['of the item: a value is missing', thrownBy('insert into one values (1, null)'), false],
    ['of the item: PostgreSQL refuses the value', { code: '22P02' }, false],
    ['of the item: something is not as expected', new TypeError('x is undefined'), false],
  ])('%s', (_, error, isTheStores) => {
    expect(error).toBeDefined();
    expect(isStoreFault(error)).toBe(isTheStores);
  });
});
