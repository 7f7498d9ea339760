import { Media, MediaUploadQuery, MediaWait } from '../schema/media.ts';
import type { Route } from './route.ts';

/** Files, both ways. */
export const mediaRoutes = {
  uploadMedia: {
    method: 'POST',
    path: '/v1/media',
    summary: 'Upload a file to be sent: as a form with the field "file", or as the body itself',
    scope: 'messages:send',
    query: MediaUploadQuery,
    takesFile: true,
    success: { status: 201, body: Media },
    problems: [413, 415, 422],
  },
  getMedia: {
    method: 'GET',
    path: '/v1/media/{id}',
    summary: 'What is known of a file, waiting for its content if asked',
    scope: 'messages:read',
    query: MediaWait,
    success: { status: 200, body: Media },
    problems: [404],
  },
  downloadMedia: {
    method: 'GET',
    path: '/v1/media/{id}/content',
    summary: 'The content of a file, as an attachment; a part of it with Range',
    scope: 'messages:read',
    query: MediaWait,
    success: { status: 200, givesFile: true },
    problems: [404, 409, 410, 416],
  },
} as const satisfies Record<string, Route>;
