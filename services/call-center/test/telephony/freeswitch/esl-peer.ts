import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Dice } from '#libs/kernel/dice';
import { FakeClock } from '#libs/testing/fake-clock';
import { SimulatedSwitch } from '../../../src/telephony/simulated/simulated-switch.js';
import { answerTo, type Asked } from './esl-answers.js';
import { EslNarrator } from './esl-narrator.js';
import { byNumber } from '../switch-in-test.js';

const PASSWORD = 'ClueCon';

/**
 * Speaks mod_event_socket's side: authentication, replies in order, events as JSON. The calls behind it are simulated. A spec can cut
 * the line, also within a frame, and say what else is answered.
 */
export class EslPeer {
  readonly clock = new FakeClock();
  readonly #dice = new Dice(1);
  readonly calls = new SimulatedSwitch(this.clock, () => this.#dice.next(), byNumber);
  /** Every command that came, as it came. */
  readonly heard: string[] = [];
  /** How many bytes are sent at once; the client must not care. */
  pieces = Number.POSITIVE_INFINITY;
  /** Answers instead of the peer; undefined leaves it to the peer, null says nothing. */
  instead: (line: string) => string | null | undefined = () => undefined;
  readonly #narrator = new EslNarrator(this.clock, (event) => this.#tellAll(event));
  readonly #sockets = new Map<Socket, { isSubscribed: boolean }>();
  #server: Server | undefined;
  #port = 0;

  static async start(): Promise<EslPeer> {
    const peer = new EslPeer();
    peer.calls.start({ onEvent: (event) => peer.#narrator.tell(event), onConnected: () => undefined });
    await peer.listen();
    return peer;
  }

  get address() {
    return { host: '127.0.0.1', port: this.#port, password: PASSWORD };
  }

  async listen(): Promise<void> {
    this.#server = createServer((socket) => this.#serve(socket));
    const server = this.#server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Nobody is let in until it listens again. @param lastWords sent before, such as half a frame */
  async cut(lastWords = ''): Promise<void> {
    const closed = new Promise((resolve) => this.#server!.close(resolve));
    for (const socket of this.#sockets.keys()) socket.end(lastWords);
    for (const socket of this.#sockets.keys()) setImmediate(() => socket.destroy());
    await closed;
  }

  passes(ms: number): void {
    this.clock.advance(ms);
    this.calls.advance();
  }

  async stop(): Promise<void> {
    await this.calls.stop();
    if (this.#server?.listening) await this.cut();
  }

  #serve(socket: Socket): void {
    const state = { isSubscribed: false };
    this.#sockets.set(socket, state);
    socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
    let text = '';
    let answered = Promise.resolve();
    socket.on('data', (chunk: Buffer) => {
      const commands = (text + chunk.toString()).split('\n\n');
      text = commands.pop()!;
      for (const command of commands) answered = answered.then(() => this.#answer(socket, state, command));
    });
    this.#write(socket, 'Content-Type: auth/request\n\n');
  }

  async #answer(socket: Socket, state: { isSubscribed: boolean }, command: string): Promise<void> {
    this.heard.push(command);
    const said = this.instead(command);
    if (said === null) return;
    if (said !== undefined) return this.#write(socket, said);
    if (command.startsWith('auth ')) {
      return this.#write(socket, reply(command === `auth ${PASSWORD}` ? '+OK accepted' : '-ERR invalid'));
    }
    if (command.startsWith('event json')) {
      state.isSubscribed = true;
      return this.#write(socket, reply('+OK event listener enabled json'));
    }
    this.#write(socket, await answerTo(command, this.#asked));
  }

  readonly #asked: Asked = {
    calls: this.calls,
    failed: (job, argument, cause) => this.#narrator.jobFailed(job, argument, cause),
  };

  #tellAll(event: object): void {
    const body = JSON.stringify(event);
    const frame = `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`;
    for (const [socket, { isSubscribed }] of this.#sockets) if (isSubscribed) this.#write(socket, frame);
  }

  #write(socket: Socket, frame: string): void {
    const bytes = Buffer.from(frame);
    for (let from = 0; from < bytes.length; from += this.pieces) {
      socket.write(bytes.subarray(from, Math.min(bytes.length, from + this.pieces)));
    }
  }
}

export function reply(text: string): string {
  return `Content-Type: command/reply\nReply-Text: ${text}\n\n`;
}
