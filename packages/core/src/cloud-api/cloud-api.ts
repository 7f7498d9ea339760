import type { BlockCalls } from './block-calls.ts';
import type { WriteBytes } from './graph-call.ts';
import type { MediaFile } from './multipart.ts';
import type { NumberCalls } from './number-calls.ts';
import type { QrCalls } from './qr-calls.ts';
import type { GraphMessage } from './requests.ts';
import type { RejectionError, SendCause, SendOutcome } from './send-outcome.ts';
import type { TemplateCalls } from './template-calls.ts';

/** What every call but a send answers: the value, or what was wrong, in words fit for an operator. */
export type GraphResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: RejectionError }
  | { readonly ok: false; readonly error?: undefined; readonly cause: SendCause };

/** Where a file can be fetched for the next five minutes. */
export type MediaInfo = {
  readonly id: string;
  readonly url: string;
  readonly mimeType?: string;
  readonly sha256?: string;
  readonly bytes?: number;
};

/** How the Cloud API is reached. */
export type CloudApiSettings = {
  /** `https://graph.facebook.com`, a provider's host, or the sandbox. */
  readonly baseUrl: string;
  /** `v25.0`; ignored by providers that have none in their paths. */
  readonly version: string;
  readonly token: string;
  readonly provider?: 'meta' | '360dialog';
  readonly fetch: typeof fetch;
  /** For a whole call, from the connection to the last byte of the answer; 15 seconds by default. */
  readonly timeoutMs?: number;
};

/** The calls that Parley makes. None throws, and none is repeated here: the outbox decides that. */
export type CloudApi = NumberCalls &
  TemplateCalls &
  BlockCalls &
  QrCalls & {
    sendMessage(numberId: string, message: GraphMessage): Promise<SendOutcome>;
    /** Sends a marketing template through the Marketing Messages API, for accounts that take marketing there alone. */
    sendMarketing(numberId: string, message: GraphMessage): Promise<SendOutcome>;
    /** Marks this and all earlier messages of the chat as read; `typing` shows for 25 seconds at most. */
    markRead(
      numberId: string,
      wamid: string,
      options?: { readonly typing?: boolean },
    ): Promise<GraphResult<void>>;
    uploadMedia(numberId: string, file: MediaFile): Promise<GraphResult<{ readonly id: string }>>;
    /** Uploads the sample file of a template to the app; the handle is its `example`. */
    uploadSample(appId: string, file: MediaFile): Promise<GraphResult<string>>;
    getMedia(mediaId: string): Promise<GraphResult<MediaInfo>>;
    /**
     * Hands the bytes behind `MediaInfo.url`, up to `maxBytes`, to `write` piece by piece, and answers how many there
     * were; the token goes to the Cloud API's own hosts alone. What `write` throws is thrown on.
     */
    downloadMedia(url: string, maxBytes: number, write: WriteBytes): Promise<GraphResult<number>>;
  };
