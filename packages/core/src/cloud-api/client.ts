import { ParleyError } from '../errors.ts';
import { blockCalls } from './block-calls.ts';
import { callerOf } from './caller.ts';
import type { CloudApi, CloudApiSettings } from './cloud-api.ts';
import {
  dialog360BlockCalls,
  dialog360NumberCalls,
  dialog360QrCalls,
  dialog360TemplateCalls,
} from './dialog360-calls.ts';
import { callGraph, fetchBytes, type GraphDeps } from './graph-call.ts';
import { doneOf, failure, resultOf } from './graph-result.ts';
import { mediaForm } from './multipart.ts';
import { numberCalls } from './number-calls.ts';
import { dialog360, meta, type Provider } from './provider.ts';
import { qrCalls } from './qr-calls.ts';
import { MediaAnswer, UploadAnswer } from './response.ts';
import { uploadSample } from './sample-upload.ts';
import { sendOutcome } from './send-answer.ts';
import { templateCalls } from './template-calls.ts';
import { present } from './webhook/reading.ts';

/** Meta answers within a second; after this the outcome is open and a status must tell it. */
const DEFAULT_TIMEOUT_MS = 15_000;

/** A file of 100 MB, the largest there is, over a line of 3 Mbit/s. */
const MEDIA_TIMEOUT_MS = 5 * 60_000;

/**
 * The client of the Cloud API (Graph surface) of Meta, a provider of the same shape, or the sandbox. Throws
 * `SETTINGS_INVALID` for an address or a token that no call could be made with.
 */
export function createCloudApi(settings: CloudApiSettings): CloudApi {
  checkSettings(settings);
  const is360 = settings.provider === '360dialog';
  const provider: Provider = is360 ? dialog360(settings) : meta(settings);
  const deps: GraphDeps = {
    fetch: settings.fetch,
    timeoutMs: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    token: settings.token,
  };
  const mediaDeps: GraphDeps = { ...deps, timeoutMs: settings.timeoutMs ?? MEDIA_TIMEOUT_MS };
  const caller = callerOf(deps, provider);
  const { get, post } = caller;

  return {
    async sendMessage(numberId, message) {
      return sendOutcome(await post(provider.url(numberId, 'messages'), message));
    },

    async sendMarketing(numberId, message) {
      // What a person does with a message is told to Meta's advertising only when somebody has decided so.
      const body = { ...message, message_activity_sharing: false };
      return sendOutcome(await post(provider.url(numberId, 'marketing_messages'), body));
    },

    async markRead(numberId, wamid, options) {
      const body = {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: wamid,
        ...(options?.typing ? { typing_indicator: { type: 'text' } } : {}),
      };
      return doneOf(await post(provider.url(numberId, 'messages'), body));
    },

    ...(is360 ? dialog360TemplateCalls(caller) : templateCalls(caller)),
    ...(is360 ? dialog360NumberCalls : numberCalls(caller)),
    ...(is360 ? dialog360BlockCalls : blockCalls(caller)),
    ...(is360 ? dialog360QrCalls : qrCalls(caller)),

    async uploadMedia(numberId, file) {
      const form = mediaForm(file);
      const headers = { ...provider.auth, ...form.headers };
      const url = provider.url(numberId, 'media');
      const answer = await callGraph(mediaDeps, { method: 'POST', url, headers, body: form.body });
      return resultOf(answer, UploadAnswer);
    },

    uploadSample: (appId, file) => uploadSample(mediaDeps, provider, appId, file),

    async getMedia(mediaId) {
      const read = resultOf(await get(provider.url(mediaId)), MediaAnswer);
      if (!read.ok) return read;
      const { value } = read;
      return {
        ok: true,
        value: present({
          id: value.id ?? mediaId,
          url: value.url,
          mimeType: value.mime_type ?? undefined,
          sha256: value.sha256 ?? undefined,
          bytes: value.file_size == null ? undefined : Number(value.file_size),
        }),
      };
    },

    async downloadMedia(url, maxBytes, write) {
      const address = provider.mediaUrl(url);
      if (address === undefined) {
        const message = 'The file lies on a host that is not the Cloud API’s; the token does not go there.';
        return { ok: false, cause: { code: 'FOREIGN_HOST', message } };
      }
      const request = { method: 'GET', url: address, headers: provider.auth } as const;
      const answer = await fetchBytes(mediaDeps, request, maxBytes, write);
      return answer.kind === 'answered' ? { ok: true, value: answer.value } : failure(answer);
    },
  };
}

function checkSettings({ baseUrl, token }: CloudApiSettings): void {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ParleyError(
      'SETTINGS_INVALID',
      'The address of the Cloud API is no http or https address. Correct WHATSAPP_API_BASE_URL.',
    );
  }
  // A line break or blank from a copied token would fail in every call, far from its cause.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ParleyError(
      'SETTINGS_INVALID',
      'The access token is empty or holds blanks or line breaks. Correct WHATSAPP_ACCESS_TOKEN.',
    );
  }
}
