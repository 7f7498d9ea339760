import { signWebhook } from '@parley/core/gateway-api';
import { createGuardedPoster, type Lookup, type PostResult } from '../outgoing/guarded-post.ts';

export type Post = {
  readonly url: string;
  /** `whsec_...` */
  readonly secret: string;
  /** Earlier ones that the target may still hold; each signs as well. */
  readonly olderSecrets?: readonly string[];
  readonly eventId: string;
  readonly body: string;
  readonly now: Date;
  readonly signal: AbortSignal;
};

export type Poster = { post(post: Post): Promise<PostResult>; close(): Promise<void> };

/** Posts events, signed by Standard Webhooks, to targets that may be reached. */
export function createPoster(allowedHosts: readonly string[], resolve: Lookup): Poster {
  const poster = createGuardedPoster(allowedHosts, resolve);
  return {
    post(delivery) {
      const { url, body, signal } = delivery;
      return poster.post({ url, headers: signedHeaders(delivery), body, signal });
    },
    close: () => poster.close(),
  };
}

function signedHeaders({ secret, olderSecrets = [], eventId, now, body }: Post): Record<string, string> {
  const { id, timestamp, signature } = signWebhook(secret, eventId, now, body);
  const older = olderSecrets.map((other) => signWebhook(other, eventId, now, body).signature);
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': [signature, ...older].join(' '),
  };
}
