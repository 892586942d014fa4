import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { routeToUrl } from '#libs/discovery/registry/routes';
import type { ServiceInstance, ServiceRegistry } from '#libs/discovery/registry/service-registry';
import type { Logger } from 'pino';
import { OpenApi } from './openapi.js';

const TIMEOUT_MS = 2_000;
/** So many instances of a version are asked until one answers. */
const ASKED = 2;

/** One version of a service, described by itself. */
export interface Description {
  readonly service: string;
  readonly version: string;
  readonly openApi: OpenApi;
}

interface Known extends Description {
  readonly text: string;
}

/**
 * What the services in the registry say of themselves: one instance of each version is asked. A service that is away, or
 * says nothing sensible, keeps its last descriptions.
 */
export class ServiceDescriptions {
  #known: readonly Known[] = [];

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly caller: HttpCaller,
    private readonly own: string,
    private readonly logger: Logger,
  ) {}

  /** Asks all of them; the same array as before when nobody said anything new. */
  async read(): Promise<readonly Description[]> {
    const services = this.registry.services().filter((service) => service !== this.own);
    const gone = this.#known.filter(({ service }) => !services.includes(service));
    const read = (await Promise.all(services.map((service) => this.#ofService(service)))).flat();
    const now = [...gone, ...read].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    if (!isSame(now, this.#known)) this.#known = now;
    return this.#known;
  }

  async #ofService(service: string): Promise<readonly Known[]> {
    const versions = Map.groupBy(this.registry.instances(service), ({ metadata }) => metadata.version);
    const read = await Promise.all(Array.from(versions.values(), (instances) => this.#ofVersion(instances)));
    const found = read.filter((description) => description !== undefined);
    return found.length > 0 ? found : this.#known.filter((known) => known.service === service);
  }

  async #ofVersion(instances: readonly ServiceInstance[]): Promise<Known | undefined> {
    for (const instance of instances.slice(0, ASKED)) {
      try {
        return await this.#ask(instance);
      } catch (error) {
        this.logger.warn({ err: error, instance: instance.id }, 'an instance did not describe itself');
      }
    }
    const { service, metadata } = instances[0]!;
    return this.#lastOf(service, metadata.version);
  }

  async #ask({ service, host, port, metadata: { version } }: ServiceInstance): Promise<Known> {
    const { status, body: text } = await this.caller.call(service, routeToUrl(`http://${host}:${port}`), {
      method: 'GET',
      path: '/openapi.json',
      headers: { accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
      announceDeadline: false,
    });
    if (status !== 200) throw new Error(`${service} answered ${status} when asked for its description`);
    const last = this.#lastOf(service, version);
    return last?.text === text ? last : { service, version, text, openApi: OpenApi.parse(JSON.parse(text)) };
  }

  #lastOf(service: string, version: string): Known | undefined {
    return this.#known.find((known) => known.service === service && known.version === version);
  }
}

function nameOf({ service, version }: Description): string {
  return `${service} ${version}`;
}

function isSame(some: readonly Known[], others: readonly Known[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}
