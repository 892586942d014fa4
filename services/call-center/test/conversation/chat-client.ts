import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ClientFrame } from '../../src/conversation/socket/client-frame.js';
import type { ServerFrame } from '../../src/conversation/socket/server-frame.js';
import type { MessageView } from '../../src/conversation/message-view.js';

type Input = ClientFrame extends infer Frame ? (Frame extends ClientFrame ? Omit<Frame, 'ref'> : never) : never;
type Of<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

const PATH = '/api/v1/conversations/socket';

/** A device that follows the protocol of docs/chat.md: goes on after its last, and says again what was not accepted. */
export class ChatClient {
  readonly frames: ServerFrame[] = [];
  readonly shown = new Map<string, MessageView[]>();
  /** The last sequence of each conversation, shown or not. */
  readonly #last = new Map<string, number>();
  /** What came although it had come before, and what came without the one before it. */
  duplicates = 0;
  gaps = 0;
  closedWith: number | undefined;
  #socket!: WebSocket;
  #refs = 0;
  readonly #waiting = new Map<string, PromiseWithResolvers<ServerFrame>>();
  readonly #watching = new Set<() => void>();

  private constructor(
    private base: string,
    private readonly token: string,
  ) {}

  /** @param base `http://host:port` of a node or a gateway */
  static async connect(base: string, token: string, headers: Record<string, string> = {}): Promise<ChatClient> {
    const client = new ChatClient(base, token);
    await client.#open(headers);
    return client;
  }

  /** Comes again, maybe to another node, and goes on after its last in every conversation. */
  async reconnect(base = this.base): Promise<void> {
    this.base = base;
    await this.#open({});
    for (const conversationId of this.shown.keys())
      await this.resume(conversationId, this.#last.get(conversationId) ?? 0);
  }

  async resume(conversationId: string, after?: number): Promise<Of<'resumed'>> {
    if (!this.shown.has(conversationId)) this.shown.set(conversationId, []);
    return (await this.ask({ type: 'resume', conversationId, after })) as Of<'resumed'>;
  }

  async send(conversationId: string, clientMsgId: string, text = clientMsgId): Promise<Of<'accepted'>> {
    const frame = { type: 'send', conversationId, clientMsgId, text, attachmentId: null } as const;
    return (await this.ask(frame)) as Of<'accepted'>;
  }

  /** The answer to this very frame. @throws Error when the socket closes before */
  ask(frame: Input): Promise<ServerFrame> {
    const ref = String((this.#refs += 1));
    const answer = Promise.withResolvers<ServerFrame>();
    this.say({ ...frame, ref });
    this.#waiting.set(ref, answer);
    return answer.promise;
  }

  say(frame: Input & { ref?: string }): void {
    this.raw(JSON.stringify(frame));
  }

  raw(text: string | Buffer): void {
    this.#socket.send(text);
  }

  of<Type extends ServerFrame['type']>(type: Type): Of<Type>[] {
    return this.frames.filter((frame): frame is Of<Type> => frame.type === type);
  }

  texts(conversationId: string): (string | null)[] {
    return this.shown.get(conversationId)!.map(({ text }) => text);
  }

  /** Resolves as soon as it holds; each frame may make it. */
  async until(holds: () => boolean, within = 10_000): Promise<void> {
    if (holds()) return;
    let watch!: () => void;
    const held = new Promise<void>((resolve) => (watch = () => holds() && resolve()));
    this.#watching.add(watch);
    const late = AbortSignal.timeout(within);
    const tooLate = once(late, 'abort').then(() => {
      throw new Error(`not within ${within} ms; the last frames: ${JSON.stringify(this.frames.slice(-5))}`);
    });
    await Promise.race([held, tooLate]).finally(() => this.#watching.delete(watch));
  }

  /** As when the network goes: no close frame. */
  cut(): void {
    this.#socket.terminate();
  }

  stopReading(): void {
    this.#socket.pause();
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  async #open(headers: Record<string, string>): Promise<void> {
    const url = this.base.replace('http', 'ws') + PATH;
    const socket = new WebSocket(url, 'switchboard.chat.v1', {
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#heard(JSON.parse(data.toString()) as ServerFrame));
    socket.on('close', (code) => {
      if (this.#socket !== socket) return;
      this.closedWith = code;
      for (const ref of Array.from(this.#waiting.keys())) this.#answered(ref)?.reject(new Error('the socket closed'));
      this.#told();
    });
    socket.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => {
        this.closedWith = undefined;
        resolve();
      });
      socket.once('unexpected-response', (_request, answer) => reject(new Error(`refused: ${answer.statusCode}`)));
      socket.once('error', reject);
    });
  }

  #heard(frame: ServerFrame): void {
    this.frames.push(frame);
    if (frame.type === 'message' && this.#isNext(frame.message))
      this.shown.get(frame.message.conversationId)!.push(frame.message);
    if (frame.type === 'skipped') this.#isNext(frame);
    if ('ref' in frame && frame.ref !== undefined) this.#answered(frame.ref)?.resolve(frame);
    this.#told();
  }

  #answered(ref: string): PromiseWithResolvers<ServerFrame> | undefined {
    const answer = this.#waiting.get(ref);
    this.#waiting.delete(ref);
    return answer;
  }

  #isNext({ conversationId, seq }: Pick<MessageView, 'conversationId' | 'seq'>): boolean {
    const last = this.#last.get(conversationId);
    if (last !== undefined && seq <= last) this.duplicates += 1;
    else if (last !== undefined && seq !== last + 1) this.gaps += 1;
    else this.#last.set(conversationId, seq);
    return this.#last.get(conversationId) === seq && seq !== last;
  }

  #told(): void {
    for (const watch of this.#watching) watch();
  }
}
