import { ParleyError } from '@parley/core';
import { ErrorCode, type WebAPICallResult, WebClient } from '@slack/web-api';
import type { Logger } from '../logger.ts';
import type { PaceName, Pacer, Sleep } from './pace.ts';

/** Slack said no for good: the call was not done, and repeating it won't help. */
export class SlackRefusal extends ParleyError {
  /** Slack's own code, such as `message_not_found`. */
  readonly reason: string;
  readonly isPlaceTrouble: boolean;

  constructor(method: string, reason: string) {
    super('SLACK_FAILED', `Slack refused ${method}: ${reason}. ${remedyFor(reason)}`);
    this.reason = reason;
    this.isPlaceTrouble = PLACE_TROUBLE.has(reason);
  }
}

/** No usable answer came: it is unknown whether Slack did it. */
export class SlackUnclear extends ParleyError {
  constructor(method: string, cause: unknown) {
    super('SLACK_FAILED', `Slack gave no clear answer to ${method}; it is looked up or repeated.`, { cause });
  }
}

/** 10 s: Slack answers in under one; longer means the answer is lost. */
const CALL_TIMEOUT_MS = 10_000;

/** After a lost answer: soon at first, then at most once in 30 s, for as long as it takes. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

// Slack's own trouble: https://docs.slack.dev/reference/methods/chat.postMessage#errors
const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

// The channel or the app's installation needs a person; everything waits until then.
const PLACE_TROUBLE = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'restricted_action',
  'ekm_access_denied',
  'org_login_required',
]);

/** Whether the refusal is about the channel or the installation, and not about this one call. */
export function isPlaceTrouble(error: unknown): error is SlackRefusal & { readonly isPlaceTrouble: true } {
  return error instanceof SlackRefusal && error.isPlaceTrouble;
}

type CallOptions = {
  readonly pace: PaceName;
  readonly channel?: string;
  /** `once`: an answer is wanted now, by a person who waits. `untilClear`: repeated; only for calls that may be. */
  readonly patience: 'once' | 'untilClear';
};

/** Calls the Web API at Slack's pace, and says whether a failed call was surely not done. */
export class SlackCalls {
  readonly #client: WebClient;
  readonly #pacer: Pacer;
  readonly #sleep: Sleep;
  readonly #log: Logger;

  constructor(options: {
    readonly token: string;
    readonly apiUrl: string;
    readonly pacer: Pacer;
    readonly sleep: Sleep;
    readonly log: Logger;
    readonly fetch?: typeof fetch;
    readonly timeoutMs?: number;
  }) {
    // The client's own ten retries would post twice, and its pause after a 429 would stall every channel.
    this.#client = new WebClient(options.token, {
      slackApiUrl: options.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: options.timeoutMs ?? CALL_TIMEOUT_MS,
      logger: silentLogger,
      ...(options.fetch ? { fetch: options.fetch } : {}),
    });
    this.#pacer = options.pacer;
    this.#sleep = options.sleep;
    this.#log = options.log;
  }

  /** One call; a 429 is waited out. Throws SlackRefusal, or SlackUnclear when patience is `once`. */
  async call(method: string, body: Record<string, unknown>, options: CallOptions): Promise<WebAPICallResult> {
    for (let failed = 0; ; ) {
      await this.#pacer.turn(options.pace, options.channel ?? '');
      try {
        return await this.#client.apiCall(method, body);
      } catch (error) {
        const waitMs = rateLimitMs(error);
        if (waitMs !== undefined) {
          this.#log.info({ method, waitMs }, 'Slack asks to wait');
          this.#pacer.pause(options.pace, options.channel ?? '', waitMs);
          continue;
        }
        const failure = classified(method, error);
        if (failure instanceof SlackRefusal || options.patience === 'once') throw failure;
        failed += 1;
        this.#log.warn({ method, failed }, 'Slack gave no clear answer; trying again');
        await this.#sleep(Math.min(FIRST_WAIT_MS * 2 ** (failed - 1), LONGEST_WAIT_MS));
      }
    }
  }
}

function rateLimitMs(error: unknown): number | undefined {
  const { code, retryAfter } = error as { code?: string; retryAfter?: number };
  return code === ErrorCode.RateLimitedError ? (retryAfter ?? 1) * 1000 : undefined;
}

function classified(method: string, error: unknown): SlackRefusal | SlackUnclear {
  const { code, data, statusCode } = error as {
    code?: string;
    data?: { error?: string };
    statusCode?: number;
  };
  if (code === ErrorCode.PlatformError && !PASSING.has(data?.error ?? ''))
    return new SlackRefusal(method, data?.error ?? 'unknown_error');
  // A 4xx that is not Slack's JSON is an address or a proxy that is wrong: nothing was done.
  if (code === ErrorCode.HTTPError && statusCode !== undefined && statusCode < 500)
    return new SlackRefusal(method, `http_${statusCode}`);
  return new SlackUnclear(method, error);
}

function remedyFor(reason: string): string {
  if (['not_in_channel', 'channel_not_found'].includes(reason))
    return 'Invite the app to the channel (/invite) and check SLACK_CHANNEL_ID.';
  if (reason === 'is_archived') return 'Unarchive the channel, or set another SLACK_CHANNEL_ID.';
  if (reason === 'missing_scope') return 'Update the app from slack-app-manifest.json and install it again.';
  if (PLACE_TROUBLE.has(reason)) return 'Check SLACK_BOT_TOKEN and the installation of the app.';
  return '';
}

// The client logs bodies and tokens' neighbours at debug level; what matters is logged here.
const silentLogger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as never,
};
