import type { IncomingMessage } from 'node:http';
import { Refusal } from '#libs/web/http/problem';

const MOST_BYTES = 64 * 1024;

/** @throws Refusal 400 `bad-request` when it is no JSON, 415 `unsupported-media-type`, 413 `body-too-large` */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json(;|$)/.test(request.headers['content-type'] ?? ''))
    throw new Refusal(415, 'unsupported-media-type', 'The body has to be application/json.');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if ((bytes += chunk.length) > MOST_BYTES)
      throw new Refusal(413, 'body-too-large', `A request may carry at most ${MOST_BYTES} bytes here.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Refusal(400, 'bad-request', 'The body is no JSON.');
  }
}
