import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { kindOfType, MEDIA_KINDS, unfitAs } from '../media/media-kinds.ts';
import type { Sandbox } from '../sandbox.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import { VERSION } from './version.ts';

/** Uploads that were begun and not finished; older ones are forgotten. */
const SESSIONS_MAX = 100;

type Begin = { file_length?: string; file_type?: string; file_name?: string };

/** The two steps that give a sample file's handle for a template's header (Resumable Upload). */
export function sampleRoutes(app: FastifyInstance, { account }: Sandbox): void {
  const sessions = new Map<string, number>();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  app.post<{ Params: { id: string }; Querystring: Begin }>(`${VERSION}/:id/uploads`, (request) => {
    if (request.params.id !== account.appId) throw unknownObject(request.params.id, 'post');
    const { file_length: length, file_type: type } = {
      ...request.query,
      ...(request.body as Begin | undefined),
    };
    const kind = typeof type === 'string' ? kindOfType(type) : undefined;
    if (!type || !kind) throw new GraphError(100, { details: 'file_type is not one a template can have.' });
    if (!(Number(length) > 0))
      throw new GraphError(100, { details: 'file_length must be the number of bytes.' });
    const unfit = unfitAs(kind, type, Number(length));
    if (unfit) throw new GraphError(100, { details: unfit });
    const id = `upload:${randomBytes(12).toString('base64url')}`;
    sessions.set(id, Number(length));
    const [oldest] = sessions.keys();
    if (sessions.size > SESSIONS_MAX && oldest !== undefined) sessions.delete(oldest);
    return { id };
  });

  // The file itself is taken as it comes, whatever type the client gives it: a text or JSON would else be read.
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, parsed) => parsed(null, bytes));
    const options = { bodyLimit: MEDIA_KINDS.document.maxBytes };
    scope.post<{ Params: { id: string } }>(
      `${VERSION}/:id(^upload:.+$)`,
      options,
      ({ params: { id }, body }) => {
        const length = sessions.get(id);
        if (length === undefined) throw unknownObject(id, 'post');
        const bytes = Buffer.isBuffer(body) ? body.length : 0;
        if (bytes !== length)
          throw new GraphError(100, { details: `The upload has ${bytes} bytes instead of ${length}.` });
        sessions.delete(id);
        return { h: `4::${randomBytes(24).toString('base64')}:e:${Math.floor(Date.now() / 1000)}` };
      },
    );
    done();
  });
}
