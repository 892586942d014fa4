import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** A peer that speaks clamd's side of INSTREAM. */
export class ScriptedClamd {
  readonly heard: Buffer[] = [];
  /** What it says of a file; undefined: it hangs up; null: it never answers. */
  verdict: (content: Buffer) => string | null | undefined = () => 'stream: OK';
  /** Says it after so many bytes, without hearing the rest. */
  impatientAfter = Infinity;
  #server: Server | undefined;

  async start(): Promise<number> {
    this.#server = createServer((socket) => {
      let received = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (piece) => {
        received = Buffer.concat([received, piece]);
        const content = received.length > this.impatientAfter ? Buffer.alloc(0) : contentIn(received);
        if (!content) return;
        this.heard.push(content);
        const answer = this.verdict(content);
        if (answer === undefined) socket.destroy();
        else if (answer !== null) socket.end(`${answer}\0`);
      });
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  stop(): void {
    this.#server?.close();
  }
}

/** Undefined until the piece without a byte has come. */
function contentIn(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (received.subarray(0, command.length).toString() !== command.slice(0, received.length))
    throw new Error('that is no INSTREAM');
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
