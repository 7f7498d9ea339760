import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { kindOfType, MEDIA_KINDS, unfitAs } from '../media/media-kinds.ts';
import { bytesOfMedia, findMedia, isGoodAddress, storeMedia, UPLOAD_KEPT_MS } from '../media/media-store.ts';
import { numberOf, type Sandbox } from '../sandbox.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

type Upload = { bytes: Buffer; mimeType: string; filename: string | undefined };

/** Uploading files, and downloading them at the address that `GET /{MEDIA_ID}` gives. */
export function mediaRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const { db, now } = sandbox;

  app.post<{ Params: { version: string; id: string } }>(`${VERSION}/:id/media`, async (request) => {
    if (!numberOf(sandbox, request.params.id)) throw unknownObject(request.params.id, 'post');
    const upload = await readUpload(request);
    const media = await db.write(() => storeMedia(db, { ...upload, expiresMs: now() + UPLOAD_KEPT_MS }));
    return { id: media.id };
  });

  app.get<{ Querystring: { mid?: string; ext?: string; hash?: string } }>(
    '/whatsapp_business/attachments/',
    (request, reply) => {
      const media = isGoodAddress(sandbox, request.query)
        ? findMedia(sandbox, request.query.mid ?? '')
        : undefined;
      if (!media) return reply.code(404).send('URL signature expired or not valid');
      return reply
        .header('content-type', media.mimeType)
        .header('content-disposition', 'attachment')
        .header('x-content-type-options', 'nosniff')
        .send(bytesOfMedia(db, media.id));
    },
  );
}

async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new GraphError(100, { details: 'The body must be multipart/form-data.' });
  const fields = new Map<string, string>();
  let file: { bytes: Buffer; mimeType: string; filename: string } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else if (part.fieldname === 'file') {
        file = { bytes: await part.toBuffer(), mimeType: part.mimetype, filename: part.filename };
      } else await part.toBuffer();
    }
  } catch (error) {
    // Limits come with their own status; what has none is a form that breaks off or has no boundary.
    if (typeof (error as FastifyError).statusCode === 'number') throw error;
    throw new GraphError(100, { details: 'The body is not readable as multipart/form-data.' });
  }
  if (fields.get('messaging_product') !== 'whatsapp') {
    throw new GraphError(100, {
      details: 'The parameter messaging_product is required and must be "whatsapp".',
    });
  }
  if (!file) throw new GraphError(100, { details: 'The parameter file is required.' });
  const mimeType = fields.get('type') ?? file.mimeType;
  const kind = kindOfType(mimeType);
  if (!kind) {
    const types = Object.values(MEDIA_KINDS).flatMap((one) => one.types);
    const details = `Param file must be a file with one of the following types: ${types.join(', ')}. Received file of type '${mimeType.slice(0, 100)}'.`;
    throw new GraphError(100, { details });
  }
  if (file.bytes.length === 0) throw new GraphError(131053, { details: 'The file is empty.' });
  const unfit = unfitAs(kind, mimeType, file.bytes.length);
  if (unfit) throw new GraphError(131053, { details: unfit });
  return { bytes: file.bytes, mimeType, filename: file.filename };
}
