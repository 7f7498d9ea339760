import { createGatewayClient, GatewayProblem, type Problem } from '@parley/core/gateway-api';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { fetchFile, gatewayTransport } from '../gateway/transport.ts';
import type { Answer } from './outcome.ts';

/** A customer's file is fetched within seconds after its message; one that takes longer is worth another try. */
const WAIT_SECONDS = 60;

/** Gets a file as binary data; throws the gateway's reason where there is none. The item's own fields stay. */
export async function downloadFile(context: IExecuteFunctions, item: number): Promise<Answer> {
  const id = String(context.getNodeParameter('mediaId', item));
  const field = String(context.getNodeParameter('binaryPropertyName', item));
  const client = createGatewayClient(gatewayTransport(context));
  const media = await client.getMedia(id, { waitSeconds: WAIT_SECONDS });
  const path = `/v1/media/${encodeURIComponent(id)}/content`;
  const answer = await fetchFile(context, path);
  if (answer.status !== 200)
    throw new GatewayProblem(`GET ${path}`, JSON.parse(answer.bytes.toString('utf8')) as Problem);
  const binary = await context.helpers.prepareBinaryData(
    answer.bytes,
    media.filename ?? undefined,
    media.mimeType ?? undefined,
  );
  const own = context.getInputData()[item]?.json ?? {};
  return {
    outcome: 'downloaded',
    json: { ...own, media: media as unknown as IDataObject },
    binary: { [field]: binary },
  };
}
