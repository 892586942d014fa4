import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { newTraceparent, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { problemOf, Refusal } from '#libs/web/http/problem';
import { SECURITY_FIELDS } from './admission/answer-fields.api.js';
import type { OpenConnections } from './open-connections.js';
import type { LargeBodies } from './proxy/large-bodies.js';
import { newRequestId } from './request-ids.js';

/** What is still sent meanwhile is let in for so long, or the client would lose the answer. */
const LINGER_MS = 500;

const LATE = 'ERR_HTTP_REQUEST_TIMEOUT';
const MALFORMED = new Refusal(400, 'request-malformed', 'This is not a request as HTTP/1.1 has it.');
const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: new Refusal(431, 'header-too-large', 'The header of the request is too large.'),
  [LATE]: new Refusal(408, 'request-timeout', 'The request took too long to arrive.'),
};

/** Answers what Node's parser refuses, and what does not arrive in time, on the bare connection, and ends it. */
export class ClientErrors {
  constructor(
    private readonly connections: OpenConnections,
    private readonly largeBodies: LargeBodies,
  ) {}

  readonly handle = (error: Error & { code?: string }, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) return;
    const answer = this.connections.answerOn(socket);
    if (error.code === LATE && answer !== undefined && this.largeBodies.isPassing(answer.req)) return;
    // No request gets two answers.
    const isNextRequest = answer?.writableFinished && answer.req.complete;
    if (answer?.headersSent && !isNextRequest) return void socket.destroy();
    socket.end(textOf(REFUSALS[error.code ?? ''] ?? MALFORMED));
    setTimeout(() => socket.destroy(), LINGER_MS);
  };
}

function textOf(refusal: Refusal): string {
  const traceparent = newTraceparent();
  const body = JSON.stringify(problemOf(refusal, traceIdOf(traceparent)!));
  return [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${newRequestId()}`,
    `traceparent: ${traceparent}`,
    ...SECURITY_FIELDS.flatMap((field, at) => (at % 2 === 0 ? [`${field}: ${SECURITY_FIELDS[at + 1]}`] : [])),
    'connection: close',
    '',
    body,
  ].join('\r\n');
}
