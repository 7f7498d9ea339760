import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const n8nNodesFolder = fileURLToPath(new URL('../../packages/n8n-nodes', import.meta.url));

// n8n-core would print every failure that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** Resolves as the nodes' package does, which is where n8n-core and n8n-workflow are installed. */
export const requireFromN8nNodes = createRequire(join(n8nNodesFolder, 'package.json'));

export type BuiltPackage = { folder: string; remove(): Promise<void> };

/** Builds the nodes into a folder of their own, laid out as npm installs them, with n8n-workflow alone beside them. */
export async function buildN8nPackage(): Promise<BuiltPackage> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'parley-n8n-')));
  const folder = join(home, 'node_modules/@parley/n8n-nodes-parley');
  await mkdir(folder, { recursive: true });
  await cp(join(n8nNodesFolder, 'package.json'), join(folder, 'package.json'));
  await promisify(execFile)(process.execPath, [
    join(n8nNodesFolder, 'scripts/bundle.mjs'),
    join(folder, 'dist'),
  ]);
  const workflowPackage = dirname(requireFromN8nNodes.resolve('n8n-workflow/package.json'));
  await symlink(workflowPackage, join(home, 'node_modules/n8n-workflow'));
  return { folder, remove: () => rm(home, { recursive: true, force: true }) };
}
