import * as z from 'zod';
import type { Caller } from './caller.ts';
import type { GraphResult } from './cloud-api.ts';
import { doneOf, resultOf } from './graph-result.ts';
import { present } from './webhook/reading.ts';

/** A short link of Meta's that opens a chat with a text already written; it can be changed after it was printed. */
export type QrLink = {
  readonly code: string;
  readonly prefilledMessage: string;
  readonly url: string;
  /** Where Meta keeps the picture, when one was asked for. */
  readonly imageUrl?: string;
};

/** The short links of a number. */
export type QrCalls = {
  /** Makes a link; the text has at most 140 characters. With a code, that link gets another text. */
  saveQrLink(
    numberId: string,
    link: { readonly prefilledMessage: string; readonly code?: string; readonly image?: 'SVG' | 'PNG' },
  ): Promise<GraphResult<QrLink>>;
  listQrLinks(numberId: string): Promise<GraphResult<readonly QrLink[]>>;
  deleteQrLink(numberId: string, code: string): Promise<GraphResult<void>>;
};

const ReadLink = z
  .object({
    code: z.string().min(1),
    prefilled_message: z.string(),
    deep_link_url: z.string(),
    qr_image_url: z.string().nullish(),
  })
  .transform(
    (link): QrLink =>
      present({
        code: link.code,
        prefilledMessage: link.prefilled_message,
        url: link.deep_link_url,
        imageUrl: link.qr_image_url ?? undefined,
      }),
  );

const ReadLinks = z.object({ data: z.array(ReadLink) }).transform(({ data }) => data);

/** The calls about short links of one token. */
export function qrCalls({ url, get, post, delete: remove }: Caller): QrCalls {
  return {
    async saveQrLink(numberId, { prefilledMessage, code, image }) {
      const body = present({ prefilled_message: prefilledMessage, code, generate_qr_image: image });
      return resultOf(await post(url(numberId, 'message_qrdls'), body), ReadLink);
    },
    async listQrLinks(numberId) {
      return resultOf(await get(url(numberId, 'message_qrdls')), ReadLinks);
    },
    async deleteQrLink(numberId, code) {
      return doneOf(await remove(url(numberId, `message_qrdls/${encodeURIComponent(code)}`)));
    },
  };
}
