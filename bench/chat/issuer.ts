import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestIssuer } from '#libs/testing/doubles/test-issuer';
import { TENANT } from '../../services/call-center/test/conversation/chat-node.js';

/** Signs tokens as common-center would; the nodes ask it by HTTP. */
export class Issuer {
  private constructor(
    private readonly issuer: TestIssuer,
    private readonly server: Server,
  ) {}

  static async start(): Promise<Issuer> {
    const server = createServer();
    const issuer = new Issuer(await TestIssuer.create(), server);
    server.on('request', (request, response) => {
      void issuer.#answer(request).then((answer) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  token(subject: string, kind: 'person' | 'client' | 'visitor', ...permissions: string[]): Promise<string> {
    return this.issuer.token({ subject, kind, tenantId: TENANT, permissions }, new Date());
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    if (request.url === '/oauth/token') {
      const service = { subject: 'call-center', kind: 'service', permissions: ['service:internal'] } as const;
      return { access_token: await this.issuer.token(service, new Date()), token_type: 'Bearer', expires_in: 600 };
    }
    if (request.url !== '/internal/visitor-tokens') return this.issuer.jwks();
    const { subject } = JSON.parse(text) as { subject: string };
    return { token: await this.token(subject, 'visitor', 'conversation:attend'), expiresIn: 900 };
  }
}
