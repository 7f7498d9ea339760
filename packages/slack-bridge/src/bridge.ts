import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ParleyError } from '@parley/core';
import bolt from '@slack/bolt';
import { openBackground } from './background.ts';
import { boltLogger } from './bolt-logger.ts';
import { runEventLoop } from './events/event-loop.ts';
import { connectGateway } from './gateway-clients.ts';
import { BODY_LIMIT_BYTES, createSlackServer, SLACK_PATH } from './http-server.ts';
import { sweepDrafts } from './inbox/drafts.ts';
import { Inbox } from './inbox/inbox.ts';
import { watchMissedReplies } from './inbox/missed-replies.ts';
import { createLogger, type Logger } from './logger.ts';
import { openContext } from './open-context.ts';
import type { SlackBridgeSettings } from './settings.ts';
import type { Pace, PaceName } from './slack/pace.ts';
import { untilPlaceWorks } from './slack/place-trouble.ts';
import { connectSlackApp } from './slack-app.ts';
import { Stopped, sleepUntil } from './stopping.ts';

/** What may be replaced around a bridge; everything but the settings has a default. */
export type SlackBridgeOptions = {
  readonly settings: SlackBridgeSettings;
  readonly log?: Logger;
  readonly fetch?: typeof fetch;
  readonly now?: () => Date;
  readonly paces?: Readonly<Record<PaceName, Pace>>;
  /** How long one Slack call may take, in milliseconds. */
  readonly slackTimeoutMs?: number;
  /** After an unclear answer of Slack's: how long until the bridge looks whether its post is there, in milliseconds. */
  readonly lookAgainMs?: number;
  /** How long the posts of one moment are waited for, in milliseconds, before they go out in order. */
  readonly settleMs?: number;
  /** How long a channel that does not work is left alone, in milliseconds. */
  readonly placeWaitMs?: number;
  /** After how long Slack has given up repeating an event, in milliseconds. */
  readonly givenUpMs?: number;
  /** How many events are read at a time. */
  readonly eventBatch?: number;
  /** Told once, with what is wrong, when the gateway does not let the bridge work yet. */
  readonly onWaiting?: (problem: string) => void;
  /** Told when the bridge cannot go on; it must be stopped then. */
  readonly onFatal?: (error: unknown) => void;
};

export type SlackBridge = {
  /** The address for Slack's "Request URL" on this machine. */
  readonly url: string;
  /** Ends in order: what is being done is finished or left for the next run; nothing is lost. */
  stop(): Promise<void>;
};

/** Starts the bridge; resolves once Slack and the gateway have answered. Throws when Slack refuses the token. */
export async function startSlackBridge(options: SlackBridgeOptions): Promise<SlackBridge> {
  const { settings } = options;
  const log = options.log ?? createLogger(settings.logLevel);
  const now = options.now ?? (() => new Date());
  const onFatal = options.onFatal ?? ((error: unknown) => log.error({ error }, 'The bridge cannot go on'));
  const stopping = new AbortController();
  const sleep = sleepUntil(stopping.signal);
  const doFetch = options.fetch ?? fetch;
  const { gateway, quick } = connectGateway(settings, doFetch, stopping.signal);

  let receiver: InstanceType<typeof bolt.HTTPReceiver> | undefined;
  const server = createSlackServer({ receiver: () => receiver, now, log });
  const port = await listen(server, settings);
  const background = openBackground(log);
  let inbox: Inbox | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    stopping.abort();
    await Promise.allSettled([background.settled(), inbox?.settled()]);
    server.closeAllConnections();
    await closed;
  };

  try {
    const context = await openContext(options, { gateway, log, now, sleep, fetch: doFetch });
    inbox = new Inbox({ context, persist: quick, onFatal, settleMs: options.settleMs });
    const bolted = new bolt.HTTPReceiver({
      signingSecret: settings.signingSecret,
      endpoints: [SLACK_PATH],
      processBeforeResponse: true,
      bodyLimit: BODY_LIMIT_BYTES,
      logger: boltLogger(log),
    });
    connectSlackApp({ receiver: bolted, context, inbox, quick, inBackground: background.run });
    await inbox.resume();
    await sweepDrafts(context);
    receiver = bolted;
    const kept = inbox;
    background.run(untilPlaceWorks(context, () => watchMissedReplies(context, kept, options.givenUpMs)));
    background.run(
      untilPlaceWorks(context, () => runEventLoop(context, gateway, options.eventBatch)).catch(
        (error: unknown) => {
          if (!(error instanceof Stopped)) onFatal(error);
        },
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://${settings.host}:${port}${SLACK_PATH}`, stop };
}

async function listen(server: Server, settings: SlackBridgeSettings): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListening(error, settings)));
    server.listen(settings.port, settings.host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function explainListening(error: Error, { host, port }: SlackBridgeSettings): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error;
  return new ParleyError(
    'SETTINGS_INVALID',
    `The Slack bridge cannot listen on ${host}:${port} (${code}). End what uses it, or set SLACK_HOST and SLACK_PORT.`,
    { cause: error },
  );
}
