/** The Meta app and WhatsApp Business account that the sandbox plays. */
export type Account = {
  accessToken: string;
  appId: string;
  appSecret: string;
  verifyToken: string;
  businessAccountId: string;
};

/** A business phone number connected to the sandbox; `display` is digits alone, as webhooks carry it. */
export type BusinessNumber = {
  id: string;
  display: string;
  verifiedName: string;
  /** `STANDARD` takes 80 messages a second, `HIGH` 1,000, as Meta's two throughput levels do. */
  throughput: 'STANDARD' | 'HIGH';
};
