import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '#libs/kernel/id';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';

export interface StepAnswer {
  sessionId: string;
  contactId: string;
  next: number | null;
  instruction: { language: string; say: string[]; then: { do: string; queueId?: string } };
}
export interface StartInput {
  callId?: string;
  entryPoint?: string;
  caller?: string | null;
  language?: string | null;
  channel?: string;
}
export interface Session {
  flowVersion: number;
  customerId: string | null;
  exit: string | null;
  exitNode: string | null;
  contained: boolean | null;
  attributes: Record<string, unknown>;
  asked: Record<string, unknown> | null;
}
export type Input = { kind: string; digits?: string; text?: string; recordingId?: string };

export const press = (digits: string): Input => ({ kind: 'digits', digits });
export const say = (text: string): Input => ({ kind: 'speech', text });
export const SILENCE: Input = { kind: 'timeout' };
export const HANG_UP: Input = { kind: 'hang-up' };

const SESSIONS = '/api/v1/ivr/sessions';

/** An IVR server with callers on its line; each step fails the test when it is refused. */
export class IvrLine {
  constructor(
    private readonly client: ApiClient,
    private readonly entryPoint: string,
  ) {}

  start(input: StartInput = {}): Promise<ApiAnswer<StepAnswer>> {
    const callId = newId(new Date());
    return this.client.post(SESSIONS, { callId, entryPoint: this.entryPoint, caller: '13800000001', ...input });
  }

  async call(input: StartInput = {}): Promise<StepAnswer> {
    const { status, body } = await this.start(input);
    if (status !== 201) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }

  step(sessionId: string, number: number, input: Input): Promise<ApiAnswer<StepAnswer & { code?: string }>> {
    return this.client.post(`${SESSIONS}/${sessionId}/steps/${number}`, { input });
  }

  /** Goes on from an answer, one input after the other. */
  async then(answer: StepAnswer, ...inputs: Input[]): Promise<StepAnswer> {
    let last = answer;
    for (const input of inputs) {
      const { status, body } = await this.step(last.sessionId, last.next!, input);
      if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
      last = { ...body, contactId: answer.contactId };
    }
    return last;
  }

  async session(id: string): Promise<Session> {
    return (await this.client.get<Session>(`${SESSIONS}/${id}`)).body;
  }
}

/** A system outside with one action; what it was asked is kept. */
export class OrderSystem {
  readonly asked: { key: string; body: unknown }[] = [];
  status = 200;
  /** Resolves when an answer may go out. */
  gate: Promise<void> = Promise.resolve();

  private constructor(private readonly server: Server) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<OrderSystem> {
    const server = createServer();
    const system = new OrderSystem(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        system.asked.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(text) as unknown });
        void system.gate.then(() => {
          const body = { result: { status: 'on its way' } };
          response.writeHead(system.status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
