import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { encapsulatedIn, httpStatusOf, icapHead, type IcapHead } from './icap-answer.js';
import { IncomingBytes } from './incoming-bytes.js';
import { Previewed } from './previewed.js';
import { asked } from './scanner-connection.js';
import type { IcapPlace } from './scanner-place.js';

type Verdict = 'clean' | 'infected';

/** More of a file is not sent before the server has looked at its beginning. */
const LONGEST_PREVIEW = 65_536;
/** What servers say of what they found: draft-stecher-icap-subid-00 §3, and what others say instead. */
const FOUND = ['x-infection-found', 'x-violations-found', 'x-virus-id'];
const NONE = /^(|0|none)$/i;

/**
 * An ICAP server by RESPMOD (RFC 3507), as if the file came from a web server; how much of it the server wants to see first it says
 * to OPTIONS, which is asked anew for each file. An answer that blocks the file is a verdict, one that only changes it is none.
 * @throws Error when it gives no verdict
 */
export async function icapVerdict(place: IcapPlace, content: AsyncIterable<Uint8Array>): Promise<Verdict> {
  const preview = await asked(place, (socket, over) => previewAsked(place, socket, over));
  return asked(place, async (socket, over) => {
    await once(socket, 'connect', { signal: over.signal });
    return new Judgement(place, socket, over, content).given(preview);
  });
}

/** So many bytes the server wants to see first; undefined: everything at once. */
async function previewAsked(
  place: IcapPlace,
  socket: Socket,
  { signal }: AbortController,
): Promise<number | undefined> {
  await once(socket, 'connect', { signal });
  socket.write(requestOf(place, 'OPTIONS', ['Encapsulated: null-body=0']));
  const { status, headers } = await icapHead(new IncomingBytes(socket));
  if (status !== 200 || !/\bRESPMOD\b/i.test(headers.get('methods') ?? ''))
    throw new Error('the scanner does not look at files that way');
  const preview = headers.get('preview');
  return preview === undefined ? undefined : Math.min(Number.parseInt(preview, 10) || 0, LONGEST_PREVIEW);
}

class Judgement {
  readonly #answer: IncomingBytes;
  readonly #file: Previewed;
  readonly #hash = createHash('sha256');
  #isSent = false;

  constructor(
    private readonly place: IcapPlace,
    private readonly socket: Socket,
    private readonly over: AbortController,
    content: AsyncIterable<Uint8Array>,
  ) {
    this.#answer = new IncomingBytes(socket);
    this.#file = new Previewed(content);
  }

  async given(preview: number | undefined): Promise<Verdict> {
    try {
      this.socket.write(fileRequestOf(this.place, preview));
      const early = preview === undefined ? undefined : await this.#ofBeginning(preview);
      return early ?? (await this.#ofRest());
    } finally {
      await this.#file.close();
    }
  }

  /** Undefined when the server wants to see the rest. */
  async #ofBeginning(preview: number): Promise<Verdict | undefined> {
    const { bytes, isWhole } = await this.#file.first(preview);
    await this.#send(bytes);
    this.#isSent = isWhole;
    this.socket.write(isWhole ? '0; ieof\r\n\r\n' : '0\r\n\r\n');
    const head = await icapHead(this.#answer);
    return head.status === 100 && !isWhole ? undefined : this.#verdictOf(head);
  }

  async #ofRest(): Promise<Verdict> {
    const sending = this.#sendRest();
    const verdict = icapHead(this.#answer).then((head) => this.#verdictOf(head));
    try {
      // It may judge before everything is sent.
      await Promise.race([sending, verdict]);
      return await verdict;
    } finally {
      this.over.abort();
      this.socket.destroy();
      await Promise.allSettled([sending, verdict]);
    }
  }

  async #sendRest(): Promise<void> {
    for await (const piece of this.#file.rest()) await this.#send(piece);
    this.#isSent = true;
    this.socket.write('0\r\n\r\n');
  }

  async #send(piece: Buffer): Promise<void> {
    const { signal } = this.over;
    signal.throwIfAborted();
    this.#hash.update(piece);
    if (piece.length > 0 && !this.socket.write(chunkOf(piece))) await once(this.socket, 'drain', { signal });
  }

  async #verdictOf(head: IcapHead): Promise<Verdict> {
    if (FOUND.some((name) => !NONE.test(head.headers.get(name) ?? ''))) return 'infected';
    if (head.status === 204) return 'clean';
    if (head.status !== 200) throw new Error(`the scanner answers ${head.status}`);
    const parts = encapsulatedIn(head);
    const body = parts.get('res-body');
    const heads = await this.#answer.take(body ?? parts.get('null-body') ?? 0);
    const status = httpStatusOf(heads.toString('latin1', parts.get('res-hdr') ?? 0));
    if (status !== undefined && status >= 400) return 'infected';
    const given = createHash('sha256');
    if (body !== undefined) for await (const piece of this.#answer.chunks()) given.update(piece);
    if (this.#isSent && given.digest('hex') === this.#hash.digest('hex')) return 'clean';
    throw new Error('the scanner gives another file back, and no verdict');
  }
}

function requestOf({ host, port, service }: IcapPlace, method: string, lines: readonly string[]): string {
  const first = `${method} icap://${host}:${port}/${service} ICAP/1.0`;
  return [first, `Host: ${host}:${port}`, 'User-Agent: switchboard', 'Connection: close', ...lines, '', ''].join(
    '\r\n',
  );
}

function fileRequestOf(place: IcapPlace, preview: number | undefined): string {
  const request = 'GET /file HTTP/1.1\r\nHost: files.invalid\r\n\r\n';
  const response = 'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
  const at = request.length;
  const lines = ['Allow: 204', `Encapsulated: req-hdr=0, res-hdr=${at}, res-body=${at + response.length}`];
  return (
    requestOf(place, 'RESPMOD', preview === undefined ? lines : [`Preview: ${preview}`, ...lines]) + request + response
  );
}

function chunkOf(piece: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]);
}
