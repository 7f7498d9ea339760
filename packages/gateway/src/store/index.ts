export type { Engine } from './migrations.ts';
export { openSqlite } from './sqlite.ts';
export { statement } from './statement.ts';
export type { Duty, Store, Tx } from './store.ts';
export type { Tables } from './tables.ts';
