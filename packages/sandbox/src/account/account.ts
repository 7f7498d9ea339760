/** The Meta app and WhatsApp Business account that the sandbox plays. */
export type Account = {
  accessToken: string;
  appId: string;
  appSecret: string;
  verifyToken: string;
  businessAccountId: string;
  /** The business has not been verified: fewer templates fit. */
  isUnverified?: boolean;
};

/** A business phone number connected to the sandbox. */
export type BusinessNumber = {
  id: string;
  /** Digits alone, as webhooks carry it. */
  display: string;
  /** As people write it and as `GET /{PNID}` shows it; `+` and the digits by default. */
  written?: string;
  verifiedName: string;
  /** `STANDARD` takes 80 messages a second, `HIGH` 1,000, as Meta's two throughput levels do. */
  throughput: 'STANDARD' | 'HIGH';
  /** A landline: it can be called, and gets no SMS. */
  landline?: boolean;
  /** Was just added to the account: neither verified nor registered. */
  isNew?: boolean;
};
