import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Live } from '#libs/discovery/live-value';
import { LOGGER } from '#libs/web/logger-token';
import { Refusal } from '#libs/web/problem';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ATTACHMENT_RULES, type AttachmentRules } from '../attachment-rules.js';
import { VirusScanner } from './virus-scanner.js';

type Place = NonNullable<AttachmentRules['scanner']>;

/** Longer answers are none of clamd's. */
const LONGEST_ANSWER = 4_096;

/** A clamd by its command INSTREAM: pieces, each after its length (clamd(8)); what it finds has a name that is not told on. */
@Injectable()
export class ClamavScanner extends VirusScanner {
  constructor(
    @Inject(ATTACHMENT_RULES) private readonly rules: Live<AttachmentRules>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
  }

  override async scan(content: AsyncIterable<Uint8Array>): Promise<'not-scanned' | 'clean' | 'infected'> {
    const { scanner } = this.rules.current;
    if (!scanner) return 'not-scanned';
    try {
      return verdictOf(await askedAt(scanner, content));
    } catch (error) {
      this.logger.error({ err: error }, 'the virus scanner gives no verdict: a file was refused');
      throw new Refusal(503, 'scanner-unavailable', 'Files cannot be scanned at the moment; try again later.');
    }
  }
}

async function askedAt({ host, port, timeoutMs }: Place, content: AsyncIterable<Uint8Array>): Promise<string> {
  const over = new AbortController();
  const socket = connect({ host, port });
  const giveUp = setTimeout(() => socket.destroy(new Error(`no verdict within ${timeoutMs} ms`)), timeoutMs);
  const answer = answerOf(socket);
  const sending = sent(socket, content, over.signal);
  try {
    // It may refuse before everything is sent: then the answer says why.
    await Promise.race([sending, answer]);
    return await answer;
  } finally {
    clearTimeout(giveUp);
    over.abort();
    socket.destroy();
    await Promise.allSettled([sending, answer]);
  }
}

async function sent(socket: Socket, content: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  await once(socket, 'connect', { signal });
  socket.write('zINSTREAM\0');
  for await (const piece of content) {
    signal.throwIfAborted();
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.length);
    socket.write(length);
    if (!socket.write(piece)) await once(socket, 'drain', { signal });
  }
  socket.write(Buffer.alloc(4));
}

/** Up to the NUL that ends it. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const piece of socket) {
    text += (piece as Buffer).toString('latin1');
    if (text.includes('\0') || text.length > LONGEST_ANSWER) break;
  }
  return text.split('\0')[0]!;
}

function verdictOf(answer: string): 'clean' | 'infected' {
  if (answer === 'stream: OK') return 'clean';
  if (answer.endsWith(' FOUND')) return 'infected';
  throw new Error('the scanner answers something else than a verdict');
}
