import { Pool } from 'undici';
import type { SignedWebhook } from './webhooks.ts';

/** As many as the design names for the floor; one request at a time on each. */
const CONNECTIONS = 64;

/** What is not answered by then counts as if it were answered at that moment. */
const GIVE_UP_AFTER_MS = 30_000;

/** Posts webhooks over kept-alive connections, and counts the answers. */
export type Sender = {
  /** One, over the first connection that is free; fails when it is not answered 200. */
  post(webhook: SignedWebhook): Promise<void>;
  /** As fast as the connections take them; answers a second. */
  atFullSpeed(webhooks: readonly SignedWebhook[], maxMs: number): Promise<number>;
  /** At a steady rate whatever the answers; milliseconds from the moment each was due to its answer, ascending. */
  atRate(webhooks: readonly SignedWebhook[], perSecond: number): Promise<number[]>;
  close(): Promise<void>;
};

export function senderTo(url: string): Sender {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1 });

  function post({ body, signature }: SignedWebhook): Promise<void> {
    return new Promise((resolve, reject) => {
      let status = 0;
      pool.dispatch(
        {
          path: '/webhooks/whatsapp',
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
          body,
        },
        {
          onRequestStart() {},
          onResponseStart(_controller, statusCode) {
            status = statusCode;
          },
          onResponseData() {},
          onResponseEnd() {
            if (status === 200) resolve();
            else reject(new Error(`A webhook was answered ${status}.`));
          },
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  }

  return {
    post,

    async atFullSpeed(webhooks, maxMs) {
      const begin = performance.now();
      let next = 0;
      let answered = 0;
      const keepOn = async () => {
        while (next < webhooks.length && performance.now() - begin < maxMs) {
          await post(webhooks[next++] as SignedWebhook);
          answered += 1;
        }
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, keepOn));
      return (answered * 1000) / (performance.now() - begin);
    },

    async atRate(webhooks, perSecond) {
      const begin = performance.now();
      const waits: number[] = [];
      const posts: Promise<void>[] = [];
      for (const [index, webhook] of webhooks.entries()) {
        const due = begin + (index * 1000) / perSecond;
        const early = due - performance.now();
        if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
        posts.push(post(webhook).then(() => void waits.push(performance.now() - due)));
      }
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, GIVE_UP_AFTER_MS);
      });
      await Promise.race([Promise.all(posts), patience]);
      clearTimeout(timer);
      const lost = webhooks.length - waits.length;
      return [...waits, ...Array.from({ length: lost }, () => GIVE_UP_AFTER_MS)].sort((a, b) => a - b);
    },

    close: () => pool.destroy(),
  };
}
