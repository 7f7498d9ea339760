import { createServer, type Server } from 'node:http';
import type bolt from '@slack/bolt';
import type { Logger } from './logger.ts';

/** Where Slack posts events and interactions. */
export const SLACK_PATH = '/slack/events';

/** Slack's own rule for a signature's age; a time ahead of ours is as suspicious, which Bolt does not check. */
const MOST_SKEW_S = 300;

/** Slack's largest payloads are message events of some 100 KB. */
export const BODY_LIMIT_BYTES = 1024 * 1024;

type Receiver = Pick<InstanceType<typeof bolt.HTTPReceiver>, 'requestListener'>;

/** The server that Slack reaches: Bolt verifies and dispatches; `GET /healthz` tells whether the bridge works. */
export function createSlackServer(options: {
  readonly receiver: () => Receiver | undefined;
  readonly now: () => Date;
  readonly log: Logger;
}): Server {
  return createServer((request, response) => {
    const end = (status: number, text = '') =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    const path = (request.url ?? '/').split('?', 1)[0];
    const receiver = options.receiver();
    if (path === '/healthz') return void end(receiver ? 200 : 503, receiver ? 'ok' : 'starting');
    if (path !== SLACK_PATH) return void end(404);
    if (request.method !== 'POST') return void end(405);
    // Slack repeats what is not answered 200; until the gateway is there nothing can be kept.
    if (receiver === undefined) return void end(503);
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) return void end(413);
    const sentAt = Number(request.headers['x-slack-request-timestamp']);
    if (Math.abs(options.now().getTime() / 1000 - sentAt) > MOST_SKEW_S) {
      options.log.warn({}, "A request's time is more than 5 minutes off; check this machine's clock");
      return void end(401);
    }
    // Bolt takes a form with "; charset=utf-8" for JSON.
    const type = request.headers['content-type'];
    if (type?.startsWith('application/x-www-form-urlencoded'))
      request.headers['content-type'] = 'application/x-www-form-urlencoded';
    receiver.requestListener(request, response);
  });
}
