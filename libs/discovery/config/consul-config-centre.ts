import type { Logger } from 'pino';
import { z } from 'zod';
import { ConfigCentre } from './config-centre.js';
import { ConfigValues } from './config-values.js';
import { consulClient, type ConsulSettings, pingConsul } from '../consul/consul-client.js';
import { ConsulWatch } from '../consul/consul-watch.js';
import { isSameValue } from './same-value.js';

/** Consul answers 404, here undefined, when no key has the prefix; an empty value is null. */
const Items = z.array(z.object({ Key: z.string(), Value: z.string().nullable() })).default([]);

const Item = z.object({ Value: z.string().nullable(), ModifyIndex: z.int() }).optional();

/** The keys under `<namespace>config/` in Consul's KV, read whole and followed by one blocking query. */
export class ConsulConfigCentre extends ConfigCentre {
  readonly #consul;
  readonly #prefix: string;
  readonly #values: ConfigValues;
  readonly #watch: ConsulWatch;
  #known = false;

  constructor(
    settings: ConsulSettings,
    private readonly logger: Logger,
  ) {
    super();
    const consul = consulClient(settings);
    const prefix = `${settings.namespace}config/`;
    this.#consul = consul;
    this.#prefix = prefix;
    this.#values = new ConfigValues(logger);
    const read = (blocking: Record<string, string>) => consul.kv.get({ ...blocking, key: prefix, recurse: true });
    const take = (reading: unknown, afterLoss: boolean) => this.#take(Items.parse(reading), afterLoss);
    this.#watch = new ConsulWatch(consul, { name: 'configuration', read, take }, logger);
  }

  get(key: string): string | undefined {
    return this.#values.get(key);
  }

  list(prefix: string): ReadonlyMap<string, string> {
    return this.#values.list(prefix);
  }

  watch(prefix: string, listener: (key: string, value: string | undefined) => void): () => void {
    return this.#values.watch(prefix, listener);
  }

  async set(key: string, value: string): Promise<void> {
    const taken = await this.#consul.kv.set(this.#prefix + key, value);
    if (taken !== true) throw new Error(`Consul did not take the key ${key}`);
    await this.#readBack();
  }

  /** By Consul's check-and-set: index 0 means that there must be no such key. */
  async replace(key: string, expected: string | undefined, value: string | undefined): Promise<boolean> {
    const read = Item.parse(await this.#consul.kv.get(this.#prefix + key));
    if (!isSameValue(read?.Value ?? undefined, expected)) return false;
    const replaced = await this.#write(key, read?.ModifyIndex ?? 0, value);
    await this.#readBack();
    return replaced;
  }

  /** @param index 0 with no value: there is nothing to remove, and nothing was. */
  async #write(key: string, index: number, value: string | undefined): Promise<boolean> {
    const at = { key: this.#prefix + key, cas: index };
    if (value !== undefined) return (await this.#consul.kv.set({ ...at, value })) === true;
    return index === 0 || (await this.#consul.kv.del(at)) === true;
  }

  async delete(key: string): Promise<void> {
    const taken = await this.#consul.kv.del(this.#prefix + key);
    if (taken !== true) throw new Error(`Consul did not delete the key ${key}`);
    await this.#readBack();
  }

  async ready(): Promise<void> {
    if (!this.#known) await this.#watch.renew();
  }

  async ping(): Promise<void> {
    await pingConsul(this.#consul);
  }

  async close(): Promise<void> {
    this.#watch.close();
    this.#consul.destroy();
  }

  #take(items: z.output<typeof Items>, afterLoss: boolean): void {
    if (afterLoss && items.length === 0 && this.#values.list('').size > 0) {
      // A Consul that lost its data is likelier than someone who removed every tenant while we could not look.
      this.logger.error('Consul came back without any configuration, the last known values stay');
      return;
    }
    this.#values.replace(new Map(items.map(({ Key, Value }) => [Key.slice(this.#prefix.length), Value ?? ''])));
    this.#known = true;
  }

  /** Lets the writer read what was written. Consul has it already, so failing to read is no failure to write. */
  async #readBack(): Promise<void> {
    await this.#watch
      .renew()
      .catch((error: unknown) => this.logger.warn({ err: error }, 'a written value was not read back'));
  }
}
