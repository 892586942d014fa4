import { connect, type Socket } from 'node:net';
import { EslFrames, type EslFrame } from './esl-frames.js';

/** Within it the switch answers; it answers before it does the work. */
const REPLY_MS = 5_000;

export interface EslAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

/** What the switch sends by itself: header names and values. */
export type EslEvent = Readonly<Record<string, string>>;

export interface EslHandlers {
  onEvent(event: EslEvent): void;
  /** Once; every command that waits has failed by then. */
  onClosed(): void;
}

/** The connection was cut, or the switch did not answer: nobody knows whether it has done what was asked. */
export class EslCut extends Error {}
/** The switch wants another password, or nobody from here. */
export class EslDenied extends Error {}

interface Waiting {
  resolve(reply: EslFrame): void;
  reject(error: Error): void;
}

/** One connection to mod_event_socket in inbound mode; replies come in the order of the commands. */
export class EslConnection {
  readonly #frames = new EslFrames();
  readonly #waiting: Waiting[] = [];
  readonly #asked = Promise.withResolvers<void>();
  #failure: Error | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly handlers: EslHandlers,
  ) {
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#close());
    this.#asked.promise.catch(() => undefined);
  }

  /** @throws EslCut, EslDenied */
  static async open({ host, port, password }: EslAddress, handlers: EslHandlers): Promise<EslConnection> {
    const socket = connect({ host, port, noDelay: true, keepAlive: true });
    const connection = new EslConnection(socket, handlers);
    await connection.#within(connection.#asked.promise);
    const reply = await connection.send(`auth ${password}`);
    if (reply.headers.get('Reply-Text')?.startsWith('+OK')) return connection;
    connection.close();
    throw new EslDenied('the switch does not know the password');
  }

  /** Sends a command and gives the reply. @param headers further lines of the command @throws EslCut */
  send(command: string, headers: Readonly<Record<string, string>> = {}): Promise<EslFrame> {
    if (this.#failure) return Promise.reject(this.#failure);
    const reply = Promise.withResolvers<EslFrame>();
    this.#waiting.push(reply);
    const lines = [command, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
    this.socket.write(`${lines.join('\n')}\n\n`);
    return this.#within(reply.promise);
  }

  close(): void {
    this.socket.destroy();
  }

  /** A reply that is late would be taken for that of the next command: the connection ends with it. */
  #within<T>(promise: Promise<T>): Promise<T> {
    const late = setTimeout(() => {
      this.#fail(new EslCut('the switch does not answer'));
      this.socket.destroy();
    }, REPLY_MS).unref();
    return promise.finally(() => clearTimeout(late));
  }

  #take(chunk: Buffer): void {
    try {
      for (const frame of this.#frames.push(chunk)) this.#handle(frame);
    } catch (error) {
      this.#fail(error as Error);
      this.socket.destroy();
    }
  }

  #handle(frame: EslFrame): void {
    switch (frame.headers.get('Content-Type')) {
      case 'auth/request':
        return this.#asked.resolve();
      case 'command/reply':
      case 'api/response':
        return this.#waiting.shift()?.resolve(frame);
      case 'text/event-json':
        return this.handlers.onEvent(JSON.parse(frame.body) as EslEvent);
      case 'text/rude-rejection':
        this.#failure = new EslDenied('the switch takes no connection from here');
        return;
      case 'text/disconnect-notice':
        return void this.socket.end();
    }
  }

  #fail(cause: Error): void {
    this.#failure ??= cause instanceof EslCut || cause instanceof EslDenied ? cause : cutBy(cause);
  }

  #close(): void {
    const failure = (this.#failure ??= new EslCut('the connection to the switch was cut'));
    this.#asked.reject(failure);
    for (const each of this.#waiting.splice(0)) each.reject(failure);
    this.handlers.onClosed();
  }
}

function cutBy(cause: Error): EslCut {
  return new EslCut('the connection to the switch failed', { cause });
}
