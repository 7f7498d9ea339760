import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * Where the gateways of the tests keep their data: SQLite, or with PARLEY_TEST_POSTGRES, the address of a server, a
 * database for each data dir. A second gateway on the same data dir, after a restart say, finds the same one.
 */
export async function testDatabase(dataDir: string): Promise<{ databaseUrl?: string }> {
  const server = process.env.PARLEY_TEST_POSTGRES;
  if (server === undefined) return {};
  const name = `parley_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } catch (error) {
    const DUPLICATE_DATABASE = '42P04';
    if ((error as { code?: string }).code !== DUPLICATE_DATABASE) throw error;
  } finally {
    await client.end();
  }
  return { databaseUrl: Object.assign(new URL(server), { pathname: `/${name}` }).href };
}
