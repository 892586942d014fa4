import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface Message {
  readonly conversationId: string;
  readonly seq: number;
  readonly clientMsgId: string;
}

type Frame =
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'resumed'; readonly conversationId: string; readonly after: number }
  | { readonly type: 'accepted'; readonly clientMsgId: string }
  | { readonly type: 'error' };

export interface Hears {
  message(message: Message, device: Device): void;
  accepted(clientMsgId: string): void;
}

/** A socket that keeps nothing but how far it has got. */
export class Device {
  readonly last = new Map<string, number>();
  #socket!: WebSocket;
  readonly #resumed = new Map<string, () => void>();

  constructor(
    readonly node: string,
    private readonly token: string,
    private readonly hears: Hears,
  ) {}

  /** Resolves when it has resumed all of them. */
  async come(conversationIds: readonly string[]): Promise<void> {
    const headers = { authorization: `Bearer ${this.token}` };
    const url = `${this.node.replace('http', 'ws')}/api/v1/conversations/socket`;
    const socket = new WebSocket(url, 'switchboard.chat.v1', { headers, perMessageDeflate: false });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#heard(JSON.parse(data.toString()) as Frame));
    socket.on('error', () => undefined);
    await once(socket, 'open');
    await Promise.all(conversationIds.map((id) => this.#resume(id)));
  }

  say(conversationId: string, clientMsgId: string, text: string): void {
    this.#say({ type: 'send', conversationId, clientMsgId, text });
  }

  cut(): void {
    this.#socket.terminate();
  }

  #resume(conversationId: string): Promise<void> {
    const resumed = new Promise<void>((resolve) => this.#resumed.set(conversationId, resolve));
    this.#say({ type: 'resume', conversationId, after: this.last.get(conversationId) });
    return resumed;
  }

  #say(frame: object): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #heard(frame: Frame): void {
    if (frame.type === 'message') {
      this.last.set(frame.message.conversationId, frame.message.seq);
      this.hears.message(frame.message, this);
    } else if (frame.type === 'resumed') {
      this.last.set(frame.conversationId, frame.after);
      this.#resumed.get(frame.conversationId)?.();
    } else if (frame.type === 'accepted') this.hears.accepted(frame.clientMsgId);
    else if (frame.type === 'error') throw new Error(JSON.stringify(frame));
  }
}
