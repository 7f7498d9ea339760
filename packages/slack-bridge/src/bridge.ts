import type { AddressInfo } from 'node:net';
import { ParleyError } from '@parley/core';
import { createGatewayClient, fetchTransport } from '@parley/core/gateway-api';
import bolt from '@slack/bolt';
import { boltLogger } from './bolt-logger.ts';
import type { BridgeContext } from './bridge-context.ts';
import { runEventLoop } from './events/event-loop.ts';
import { findPlace } from './find-place.ts';
import { untilAnswered } from './gateway-patience.ts';
import { BODY_LIMIT_BYTES, createSlackServer, SLACK_PATH } from './http-server.ts';
import { conversationFinder } from './inbox/conversation-of-thread.ts';
import { sweepDrafts } from './inbox/drafts.ts';
import { Inbox, PERSIST_TIMEOUT_MS } from './inbox/inbox.ts';
import { watchMissedReplies } from './inbox/missed-replies.ts';
import { createLogger, type Logger } from './logger.ts';
import { TOOL } from './place.ts';
import type { SlackBridgeSettings } from './settings.ts';
import { type Pace, type PaceName, Pacer, SLACK_PACE } from './slack/pace.ts';
import { PLACE_WAIT_MS, untilPlaceWorks } from './slack/place-trouble.ts';
import { SlackCalls } from './slack/slack-calls.ts';
import { Workspace } from './slack/workspace.ts';
import { connectSlackApp } from './slack-app.ts';
import { Stopped, sleepUntil } from './stopping.ts';
import { wordsIn } from './words/words.ts';

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
  // A poll would hold up the stop for its whole wait.
  const stoppableFetch = (url: string, init: RequestInit) =>
    doFetch(url, {
      ...init,
      signal: AbortSignal.any([stopping.signal, ...(init.signal ? [init.signal] : [])]),
    });
  const connect = (more: {
    fetch: (url: string, init: RequestInit) => Promise<Response>;
    timeoutMs?: number;
  }) =>
    createGatewayClient(
      fetchTransport({
        url: settings.gatewayUrl,
        apiKey: settings.gatewayKey,
        ...(settings.language ? { language: settings.language } : {}),
        ...more,
      }),
    );
  const gateway = connect({ fetch: stoppableFetch });
  const quick = connect({ fetch: (url, init) => doFetch(url, init), timeoutMs: PERSIST_TIMEOUT_MS });

  let receiver: InstanceType<typeof bolt.HTTPReceiver> | undefined;
  const server = createSlackServer({ receiver: () => receiver, now, log });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListening(error, settings)));
    server.listen(settings.port, settings.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const background = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    const watched = work.catch((error: unknown) => {
      if (!(error instanceof Stopped)) log.error({ problem: String(error) }, 'Work in the background failed');
    });
    background.add(watched);
    void watched.finally(() => background.delete(watched));
  };
  let inbox: Inbox | undefined;
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    stopping.abort();
    await Promise.allSettled([...background, inbox?.settled()]);
    server.closeAllConnections();
    await closed;
  };

  try {
    const pacer = new Pacer(options.paces ?? SLACK_PACE, () => now().getTime(), sleep);
    const calls = new SlackCalls({
      token: settings.botToken,
      apiUrl: settings.slackApiUrl,
      pacer,
      sleep,
      log,
      fetch: doFetch,
      ...(options.slackTimeoutMs === undefined ? {} : { timeoutMs: options.slackTimeoutMs }),
    });
    const place = await findPlace(calls, settings.channelId, log);
    const { lookAgainMs } = options;
    const workspace = new Workspace({ calls, place, sleep, now: () => now().getTime(), lookAgainMs });
    let isWaiting = false;
    const patience = {
      sleep,
      log,
      onFailure: async (_: number, error: Error) => {
        if (!isWaiting) options.onWaiting?.(error.message);
        isWaiting = true;
      },
    };
    const language =
      settings.language ?? (await untilAnswered(() => gateway.getBusiness(), patience)).language;
    const words = wordsIn(language);
    const placeWaitMs = options.placeWaitMs ?? PLACE_WAIT_MS;
    const conversationOf = conversationFinder({ gateway, workspace, place, log, sleep });
    const context: BridgeContext = {
      conversationOf,
      gateway,
      workspace,
      place,
      settings,
      words,
      log,
      now,
      sleep,
      placeWaitMs,
    };
    await untilAnswered(() => gateway.getToolState(TOOL, 'cursor'), patience);
    inbox = new Inbox({ context, persist: quick, onFatal, settleMs: options.settleMs });
    const bolted = new bolt.HTTPReceiver({
      signingSecret: settings.signingSecret,
      endpoints: [SLACK_PATH],
      processBeforeResponse: true,
      bodyLimit: BODY_LIMIT_BYTES,
      logger: boltLogger(log),
    });
    connectSlackApp({ receiver: bolted, context, inbox, quick, inBackground });
    await inbox.resume();
    await sweepDrafts(context);
    receiver = bolted;
    const kept = inbox;
    inBackground(untilPlaceWorks(context, () => watchMissedReplies(context, kept, options.givenUpMs)));
    inBackground(
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

function explainListening(error: Error, { host, port }: SlackBridgeSettings): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error;
  return new ParleyError(
    'SETTINGS_INVALID',
    `The Slack bridge cannot listen on ${host}:${port} (${code}). End what uses it, or set SLACK_HOST and SLACK_PORT.`,
    { cause: error },
  );
}
