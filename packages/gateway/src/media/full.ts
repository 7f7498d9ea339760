/** There is no room for a file now. */
export class VaultFull extends Error {}

// No space, over a quota, too large for the file system.
const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The work, or `VaultFull` when it failed for want of room. */
export async function orFull<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    const { code } = Object(cause) as { code?: unknown };
    throw fullCodes.has(code) ? new VaultFull('The disk is full.', { cause }) : cause;
  }
}
