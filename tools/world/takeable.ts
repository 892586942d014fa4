import { TcpProxy } from '#libs/testing/real-parts/tcp-proxy';
import { retellingPort } from '#libs/testing/real-parts/rocketmq-port';
import type { ServiceProcess } from './service-process.js';

/** A part that can be taken away without warning, and given back. */
export interface Takeable {
  readonly name: string;
  take(): Promise<void>;
  /** Resolves when it is there again; whoever needs it may still have to notice. */
  give(): Promise<void>;
}

/** A process is killed, and started again. */
export function takeableService(service: ServiceProcess): Takeable {
  const give = async () => {
    service.start();
    await service.ready();
  };
  return { name: service.name, take: () => service.kill(), give };
}

type Addresses = Readonly<Record<'DB_URL' | 'REDIS_URL' | 'ROCKETMQ_ENDPOINTS' | 'CONSUL_URL', string>>;

/**
 * The real parts as one suite sees them: through a proxy of its own before each, that can be cut. Whoever else uses the parts
 * notices nothing.
 */
export class CutableParts {
  private constructor(
    private readonly shared: Readonly<Record<'redis' | 'consul' | 'rocketmq', TcpProxy>>,
    private readonly databases: ReadonlyMap<string, TcpProxy>,
    private readonly addresses: Addresses,
  ) {}

  /** @param services each has a way of its own to its databases */
  static async before(addresses: Addresses, services: readonly string[]): Promise<CutableParts> {
    const broker = new URL(`grpc://${addresses.ROCKETMQ_ENDPOINTS}`);
    const shared = {
      redis: await TcpProxy.before(new URL(addresses.REDIS_URL).host),
      consul: await TcpProxy.before(new URL(addresses.CONSUL_URL).host),
      rocketmq: await TcpProxy.before(broker.host, retellingPort(Number(broker.port))),
    };
    const databases = new Map<string, TcpProxy>();
    for (const name of services) databases.set(name, await TcpProxy.before(new URL(addresses.DB_URL).host));
    return new CutableParts(shared, databases, addresses);
  }

  /** Where the parts are for a service. */
  envOf(service: string): Record<string, string> {
    const { redis, consul, rocketmq } = this.shared;
    const { DB_URL, REDIS_URL, CONSUL_URL } = this.addresses;
    const database = this.databases.get(service);
    return {
      REDIS_URL: at(REDIS_URL, redis),
      CONSUL_URL: at(CONSUL_URL, consul),
      ROCKETMQ_ENDPOINTS: rocketmq.endpoint,
      ...(database && { DB_URL: at(DB_URL, database) }),
    };
  }

  all(): Takeable[] {
    const databases = Array.from(this.databases, ([service, proxy]) => cutable(`database of ${service}`, proxy));
    return [...Object.entries(this.shared).map(([name, proxy]) => cutable(name, proxy)), ...databases];
  }

  async close(): Promise<void> {
    await Promise.all([...Object.values(this.shared), ...this.databases.values()].map((proxy) => proxy.close()));
  }
}

/** As if it had crashed: what is open ends, nobody listens. */
function cutable(name: string, proxy: TcpProxy): Takeable {
  return { name, take: () => proxy.refuse(), give: () => proxy.accept() };
}

function at(url: string, { endpoint }: TcpProxy): string {
  const moved = new URL(url);
  moved.host = endpoint;
  return moved.href.replace(/\/$/, '');
}
