import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { ApiClient } from '#libs/testing/api-client';
import { mariadbUrl } from '#libs/testing/engines';
import { realPart } from '#libs/testing/real-parts/real-parts';
import { StubService } from '#libs/testing/doubles/stub-service';
import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { TestIssuer } from '#libs/testing/doubles/test-issuer';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { callCenter } from '../../src/service.js';
import { ok } from '../agent-floor.js';
import { ChatClient } from './chat-client.js';
import { comesIn, nothingIsOffered, nothingIsSaidOfTheLine, STAFF_PERMISSIONS } from './chat-staff.js';
import { startChatNode, TENANT } from './chat-node.js';

export interface Node {
  readonly url: string;
  /** The world is gone for it, and it for the world: as when its machine dies. */
  die(): Promise<void>;
  /** Its connections to Redis. */
  readonly redis: TcpProxy;
  stop(): Promise<void>;
}

const SCOPE = ['agent:self', 'conversation:open', 'conversation:attend', 'conversation:join', 'conversation:read'];

/** Several processes' worth of call-center on MariaDB and Redis, databases and keys of their own. */
export class ChatNodes {
  readonly #nodes: Node[] = [];
  #staffed: Promise<void> | undefined;

  private constructor(
    private readonly namespace: string,
    private readonly issuer: TestIssuer,
    private readonly stub: StubService,
  ) {}

  static async prepare(): Promise<ChatNodes> {
    const issuer = await TestIssuer.create();
    const stub = await StubService.start('common-center', new MemoryRegistry());
    const nodes = new ChatNodes(`t${crypto.randomUUID().slice(0, 8)}-`, issuer, stub);
    stub.answers('GET', '/.well-known/jwks.json', () => issuer.jwks());
    stub.answers('POST', '/internal/visitor-tokens', async (body) => ({
      token: await nodes.token((body as { subject: string }).subject, 'visitor', 'conversation:attend'),
      expiresIn: 900,
    }));
    stub.answers('POST', '/oauth/token', async () => ({
      access_token: await issuer.token(
        { subject: 's', kind: 'service', permissions: ['service:internal'] },
        new Date(),
      ),
      token_type: 'Bearer',
      expires_in: 600,
    }));
    return nodes;
  }

  token(subject: string, kind: 'person' | 'client' | 'visitor' = 'person', ...scope: string[]): Promise<string> {
    const permissions = scope.length > 0 ? scope : SCOPE;
    return this.issuer.token({ subject, kind, tenantId: TENANT, permissions }, new Date());
  }

  async api(node: Node, subject: string, kind: 'person' | 'client' = 'person'): Promise<ApiClient> {
    return new ApiClient(node.url, { authorization: `Bearer ${await this.token(subject, kind)}` });
  }

  async start(): Promise<Node> {
    const [database, redis] = await Promise.all(
      [realPart('mariadb').endpoint, realPart('redis').endpoint].map((endpoint) => TcpProxy.before(endpoint)),
    );
    const running = await startChatNode({
      database: { url: mariadbUrl(database!.endpoint), namespace: this.namespace },
      redis: { url: `redis://${redis!.endpoint}`, namespace: this.namespace },
      issuer: this.stub.url,
    });
    const door = await TcpProxy.before(new URL(running.url).host);
    let stopped: Promise<void> | undefined;
    const node: Node = {
      url: `http://${door.endpoint}`,
      redis: redis!,
      die: async () => void (await Promise.all([door, database!, redis!].map((each) => each.refuse()))),
      stop: () =>
        (stopped ??= running.stop().then(async () => {
          await Promise.all([door, database!, redis!].map((each) => each.close()));
        })),
    };
    this.#nodes.push(node);
    return node;
  }

  /** A chat that the agent attends, who is in no queue and takes it from the line. */
  async attended(node: Node, agent: string): Promise<{ id: string; token: string }> {
    await (this.#staffed ??= this.#staff(node));
    const mia = await this.api(node, agent);
    await comesIn(mia);
    const portal = await this.api(node, 'portal', 'client');
    const answer = await portal.post<{ id: string; token: string }>('/api/v1/conversations', {});
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    await ok(mia.post(`/api/v1/conversations/${answer.body.id}/join`, {}));
    return answer.body;
  }

  async #staff(node: Node): Promise<void> {
    const authorization = `Bearer ${await this.token('admin', 'person', ...STAFF_PERMISSIONS)}`;
    const admin = new ApiClient(node.url, { authorization });
    await nothingIsOffered(admin);
    await nothingIsSaidOfTheLine(admin);
  }

  async device(node: Node, token: string): Promise<ChatClient> {
    return ChatClient.connect(node.url, token);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
    await this.stub.stop();
    const remover = new MysqlDatabase(callCenter.database, { url: mariadbUrl(), namespace: this.namespace });
    await Promise.all([TENANT, 'platform'].map((tenant) => remover.drop(tenant)));
    await remover.close();
  }
}
