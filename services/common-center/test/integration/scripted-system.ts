import { createServer as createPlainServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { AUTHORITY, SERVER_CERTIFICATE, SERVER_KEY } from './certificates.js';

export interface AskedOfSystem {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Common name of the certificate it showed. */
  readonly shown: string | undefined;
}

interface SystemAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
type Script = (asked: AskedOfSystem) => SystemAnswer | Promise<SystemAnswer>;

/** A system outside that does what a spec says; over TLS it wants to see a certificate of its authority. */
export class ScriptedSystem {
  readonly asked: AskedOfSystem[] = [];
  readonly #scripts = new Map<string, Script>();

  private constructor(
    private readonly server: Server,
    private readonly scheme: string,
  ) {}

  static async start({ tls = false } = {}): Promise<ScriptedSystem> {
    const identity = { cert: SERVER_CERTIFICATE, key: SERVER_KEY, ca: AUTHORITY };
    const server = tls
      ? createTlsServer({ ...identity, requestCert: true, rejectUnauthorized: true })
      : createPlainServer();
    const system = new ScriptedSystem(server, tls ? 'https' : 'http');
    server.on('request', (request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { pathname: path, searchParams: query } = new URL(request.url!, 'http://system');
        const subject = tls ? (request.socket as TLSSocket).getPeerCertificate().subject : undefined;
        const shown = [subject?.CN ?? []].flat()[0];
        const body = Buffer.concat(chunks).toString('utf8');
        const asked = { method: request.method!, path, query, headers: request.headers, body, shown };
        system.asked.push(asked);
        const script = system.#scripts.get(`${request.method} ${path}`);
        const { status = 200, headers = {}, body: answer = null } = script ? await script(asked) : { status: 404 };
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return system;
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  answers(method: string, path: string, script: Script): void {
    this.#scripts.set(`${method} ${path}`, script);
  }

  /** The last that was asked. */
  get last(): AskedOfSystem {
    return this.asked.at(-1)!;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
