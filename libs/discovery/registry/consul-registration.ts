import type Consul from 'consul';
import { Mutex } from '#libs/persistence/mutex';
import type { Logger } from 'pino';
import type { ServiceInstance } from './service-registry.js';

const CONFIRM_EVERY_MS = 5_000;

/** Keeps one instance registered with the agent, which forgets what it knew when it restarts without its data. */
export class ConsulRegistration {
  readonly #turn = new Mutex();
  readonly #timer = setInterval(() => void this.confirm(), CONFIRM_EVERY_MS).unref();
  #reachable = true;
  #over = false;

  constructor(
    private readonly consul: Consul,
    private readonly instance: ServiceInstance,
    /** As Consul knows the service, and the mark of this installation. */
    private readonly entry: { readonly name: string; readonly tag: string },
    private readonly logger: Logger,
  ) {}

  /** Registers unless the agent knows the instance. Does not reject: the next confirmation tries again. */
  async confirm(): Promise<void> {
    await this.#turn.run(async () => {
      if (this.#over) return;
      try {
        if (!(await this.#isKnown())) await this.#register();
        this.#reachable = true;
      } catch (error) {
        if (this.#reachable)
          this.logger.warn({ err: error, instance: this.instance.id }, 'cannot register, Consul is away');
        this.#reachable = false;
      }
    });
  }

  async deregister(): Promise<void> {
    this.#over = true;
    clearInterval(this.#timer);
    await this.#turn.run(async () => {
      try {
        await this.consul.agent.service.deregister(this.instance.id);
      } catch (error) {
        this.logger.warn({ err: error, instance: this.instance.id }, 'could not deregister: its failing check will');
      }
    });
  }

  async #isKnown(): Promise<boolean> {
    const known = await this.consul.agent.service.list({ filter: `ID == "${this.instance.id}"` });
    return Object.hasOwn(known, this.instance.id);
  }

  async #register(): Promise<void> {
    const { id, host, port, metadata } = this.instance;
    await this.consul.agent.service.register({
      name: this.entry.name,
      id,
      address: host,
      port,
      tags: [this.entry.tag],
      meta: {
        version: metadata.version,
        'context-path': metadata.contextPath,
        ...(metadata.labels && { labels: JSON.stringify(metadata.labels) }),
      },
      check: {
        name: 'ready',
        http: `http://${host}:${port}/health/ready`,
        interval: '2s',
        timeout: '2s',
        // Consul's shortest: long before, the failing check has taken the instance out of the list.
        deregistercriticalserviceafter: '1m',
      },
    });
    this.logger.info({ instance: id }, 'registered');
  }
}
