/** The fixed values that stand in for a Meta app; the gateway uses the same where its settings name none. */
export const SANDBOX_DEFAULTS = {
  accessToken: 'sandbox-access-token',
  appId: '100000000000001',
  appSecret: 'sandbox-app-secret',
  verifyToken: 'sandbox-verify-token',
  businessAccountId: '102290129340398',
  phoneNumberId: '106540352242922',
} as const;

/** The business number of the sandbox as people write it. */
export const DISPLAY_NUMBER = '+49 30 901820';

/** The business number of the sandbox as webhooks carry it: digits alone. */
export const WIRE_DISPLAY_NUMBER = '4930901820';

/** The name customers see above the chat. */
export const VERIFIED_NAME = 'Parley Sandbox';
