import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** Beside `src` and `dist`, so that the same path works for both. */
const FOLDER = new URL('../page/', import.meta.url);

const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
};
for (const file of ['page.css', 'panel.css', 'phone.css', 'bubble.css'])
  FILES[`/page/${file}`] = { file, type: 'text/css; charset=utf-8' };
for (const file of ['page.js', 'words.js', 'calls.js', 'element.js', 'phone.js', 'bubble.js', 'panel.js']) {
  FILES[`/page/${file}`] = { file, type: 'text/javascript; charset=utf-8' };
}

/** Everything comes from here; pictures of a message being written may be made in the page. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The customers' phones in the browser, from the package's own files. */
export function phonePageRoutes(app: FastifyInstance): void {
  for (const [path, { file, type }] of Object.entries(FILES)) {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    app.get(path, (request, reply) => {
      const german = /^\s*de\b/i.test(request.headers['accept-language'] ?? '');
      const body =
        file === 'index.html'
          ? text.replace('<html lang="en">', `<html lang="${german ? 'de' : 'en'}">`)
          : text;
      return reply
        .type(type)
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .send(body);
    });
  }
}
