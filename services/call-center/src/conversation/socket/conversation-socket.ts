import { problemOf } from '#libs/web/http/problem';
import type { RawData, WebSocket } from 'ws';
import { ClientFrame } from './client-frame.js';
import type { Connection } from './connection.js';

/** So many frames wait for the one before; then the socket is not read until there are fewer. */
const MOST_WAITING = 32;

export type Handle = (connection: Connection, frame: ClientFrame) => Promise<void>;

/** Reads the frames of one socket, one after the other, so that what is said first is stored first. */
export class ConversationSocket {
  /** Whether it was heard of since the last ping. */
  alive = true;
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(
    readonly socket: WebSocket,
    readonly connection: Connection,
    private readonly handle: Handle,
    private readonly failed: (error: unknown) => void,
  ) {
    socket.on('message', (data, isBinary) => this.#take(data, isBinary));
    socket.on('pong', () => (this.alive = true));
    // Told by its closing.
    socket.on('error', () => undefined);
  }

  /** Resolves when everything that came was handled. */
  idle(): Promise<void> {
    return this.#last;
  }

  #take(data: RawData, isBinary: boolean): void {
    this.alive = true;
    this.#waiting += 1;
    if (this.#waiting >= MOST_WAITING) this.socket.pause();
    this.#last = this.#last
      .then(() => this.#read(isBinary ? undefined : (data as Buffer).toString()))
      .then(() => {
        this.#waiting -= 1;
        if (this.socket.isPaused && this.#waiting < MOST_WAITING / 2) this.socket.resume();
      });
  }

  async #read(text: string | undefined): Promise<void> {
    const { success, data: frame } = ClientFrame.safeParse(parsed(text));
    if (!success) return this.#refuse(undefined, 'frame-malformed', 'This is no frame of the protocol.');
    try {
      await this.connection.inContext(() => this.handle(this.connection, frame));
    } catch (error) {
      const { code, detail, status } = problemOf(error, '');
      if (status >= 500) this.failed(error);
      this.#refuse(frame.ref, code, detail);
    }
  }

  #refuse(ref: string | undefined, code: string, detail: string): void {
    this.connection.say({ type: 'error', ref, code, detail });
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
