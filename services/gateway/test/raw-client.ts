import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Problem } from '#libs/web/http/problem';

/** One answer as it stands on the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly problem: Problem | undefined;
}

/** A connection on which a client says whatever it likes. */
export class RawClient {
  #received = '';

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => (this.#received += chunk.toString('latin1')));
    socket.on('error', () => {});
  }

  static async connect(address: string): Promise<RawClient> {
    const [host, port] = address.split(':');
    const socket = connect({ host, port: Number(port) });
    await once(socket, 'connect');
    return new RawClient(socket);
  }

  /** @param lines joined by CRLF. */
  say(...lines: string[]): void {
    this.socket.write(lines.join('\r\n'));
  }

  sayBytes(...bytes: number[]): void {
    this.socket.write(Buffer.from(bytes));
  }

  /** Repeats itself until the connection ends; how often. */
  async keepSaying(text: string): Promise<number> {
    const { socket } = this;
    const closed = new Promise((resolve) => socket.once('close', resolve));
    let times = 0;
    for (; !socket.destroyed; times += 1) {
      if (!socket.write(text)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
    }
    return times;
  }

  /** Everything that came, once the connection has ended. */
  async heard(): Promise<string> {
    if (!this.socket.closed) await once(this.socket, 'close');
    return this.#received;
  }

  /** All that was answered until the connection ended. */
  async answers(): Promise<RawAnswer[]> {
    return (await this.heard())
      .split(/(?=HTTP\/1\.1 \d{3} )/)
      .filter(Boolean)
      .map(answerIn);
  }

  get received(): string {
    return this.#received;
  }

  /** Stops reading, so that what comes piles up on the other side. */
  stopReading(): void {
    this.socket.pause();
  }

  leave(): void {
    this.socket.destroy();
  }
}

function answerIn(text: string): RawAnswer {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const isProblem = /content-type: application\/problem\+json/i.test(head);
  return { status: Number(head.slice(9, 12)), head, problem: isProblem ? (JSON.parse(body) as Problem) : undefined };
}
