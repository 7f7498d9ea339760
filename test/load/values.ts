import { sandboxValues } from '../../packages/gateway/src/settings/sandbox-values.ts';

/** What the gateway under load is set up with; nothing of it is worth anything elsewhere. */
export const benchValues = {
  ...sandboxValues,
  apiKey: 'bench-api-key-0123456789-0123456789',
  secretKey: 'bench-secret-key-0123456789-0123456789',
} as const;
