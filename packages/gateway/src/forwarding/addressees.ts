/** Whom a webhook is about: numbers by their ids, and accounts of what names no number. */
export type Addressees = {
  readonly numberIds: ReadonlySet<string>;
  readonly accountIds: ReadonlySet<string>;
};

/** Reads from a payload whom it is about, whatever else it says: unknown kinds are passed on as well. */
export function addresseesOf(payload: unknown): Addressees {
  const numberIds = new Set<string>();
  const accountIds = new Set<string>();
  for (const entry of listIn(payload, 'entry')) {
    const accountId = fieldOf(entry, 'id');
    for (const change of listIn(entry, 'changes')) {
      const numberId = fieldOf(fieldOf(fieldOf(change, 'value'), 'metadata'), 'phone_number_id');
      if (typeof numberId === 'string') numberIds.add(numberId);
      else if (typeof accountId === 'string') accountIds.add(accountId);
    }
  }
  return { numberIds, accountIds };
}

function listIn(value: unknown, field: string): readonly unknown[] {
  const list = fieldOf(value, field);
  return Array.isArray(list) ? list : [];
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}
