/** Who enters what a webhook says into the ledger: the gateway itself, nobody in a tool. */
export const RECORDED_BY = { tool: 'gateway', actor: null, name: null } as const;
