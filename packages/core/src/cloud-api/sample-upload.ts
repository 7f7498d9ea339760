import * as z from 'zod';
import type { GraphResult } from './cloud-api.ts';
import { callGraph, type GraphDeps } from './graph-call.ts';
import { resultOf } from './graph-result.ts';
import type { MediaFile } from './multipart.ts';
import type { Provider } from './provider.ts';

const Session = z.object({ id: z.string().startsWith('upload:') });
const Handle = z.object({ h: z.string().min(1) });

/**
 * Uploads the sample file of a template and answers its handle (Resumable Upload: a session of the app, then the
 * bytes). It is called with another scheme than all other calls, as Meta asks for.
 */
export async function uploadSample(
  deps: GraphDeps,
  provider: Provider,
  appId: string,
  file: MediaFile,
): Promise<GraphResult<string>> {
  const begin = new URL(provider.url(appId, 'uploads'));
  begin.searchParams.set('file_name', file.filename ?? 'sample');
  begin.searchParams.set('file_length', String(file.bytes));
  begin.searchParams.set('file_type', file.mimeType);
  const headers = { authorization: `OAuth ${deps.token}` };
  const session = resultOf(await callGraph(deps, { method: 'POST', url: begin.href, headers }), Session);
  if (!session.ok) return session;
  // The id of a session may bring a signature as its own query, so that it must not be encoded.
  const url = provider.url('_').replace(/_$/, session.value.id);
  const answer = await callGraph(deps, {
    method: 'POST',
    url,
    headers: {
      ...headers,
      file_offset: '0',
      'content-type': 'application/octet-stream',
      'content-length': String(file.bytes),
    },
    body: file.content,
  });
  const handle = resultOf(answer, Handle);
  return handle.ok ? { ok: true, value: handle.value.h } : handle;
}
