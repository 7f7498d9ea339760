/** Without a Meta app the gateway and the sandbox agree on these; whatever is set in the environment replaces them. */
export const sandboxValues = {
  accessToken: 'sandbox-access-token',
  appId: '100000000000001',
  appSecret: 'sandbox-app-secret',
  verifyToken: 'sandbox-verify-token',
  accountId: '102290129340398',
  numberId: '106540352242922',
} as const;

/** How this machine is called from itself. */
export const loopbackHosts = ['localhost', '127.0.0.1', '::1'] as const;
