// The floor of the intake: what Node itself needs to take a signed webhook, and nothing of what it says.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { benchValues } from './values.ts';

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const digest = createHmac('sha256', benchValues.appSecret).update(body).digest('hex');
    const given = Buffer.from(String(request.headers['x-hub-signature-256']));
    const expected = Buffer.from(`sha256=${digest}`);
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    const payload = isSigned ? (JSON.parse(body.toString('utf8')) as { entry?: unknown }) : {};
    response.writeHead(payload.entry ? 200 : 401, { 'content-type': 'application/json' }).end('{}');
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.once('disconnect', () => process.exit());
