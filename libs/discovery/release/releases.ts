import type { Logger } from 'pino';
import { z } from 'zod';
import type { ConfigCentre } from '../config/config-centre.js';
import type { ServiceInstance, ServiceRegistry } from '../registry/service-registry.js';
import type { Audience } from './audience.js';
import { ReleaseChoice } from './release-choice.js';
import { ReleaseRecord, RELEASES_PREFIX } from './release-rule.js';

const NOBODY: Audience = {};

/**
 * Who is asked, and for whom, by the rules of the config centre as they are at this moment. A rule that cannot be read raises
 * an alarm line, and the last good one stays; without a rule all instances of a service are the same.
 */
export class Releases {
  readonly #records = new Map<string, ReleaseRecord>();
  readonly #choices = new Map<string, ReleaseChoice | undefined>();
  readonly #listeners = new Set<() => void>();
  readonly #stopWatching: readonly (() => void)[];

  constructor(
    private readonly centre: ConfigCentre,
    private readonly registry: ServiceRegistry,
    private readonly logger: Logger,
  ) {
    for (const [key, text] of centre.list(RELEASES_PREFIX)) this.#take(key, text);
    this.#stopWatching = [
      centre.watch(RELEASES_PREFIX, (key, text) => {
        this.#take(key, text);
        this.#changed();
      }),
      registry.onChange(() => this.#changed()),
    ];
  }

  /** The instances that may be asked on somebody's behalf. */
  instances(service: string, who: Audience = NOBODY): readonly ServiceInstance[] {
    return this.choice(service)?.instancesFor(who) ?? this.registry.instances(service);
  }

  /** Names what somebody gets before all others do; empty: what all get. */
  kind(service: string, who: Audience): string {
    return this.choice(service)?.kindFor(who) ?? '';
  }

  /** undefined: there is no rule. The same object until rule or instances change. */
  choice(service: string): ReleaseChoice | undefined {
    if (this.#records.size === 0) return undefined;
    const known = this.#choices.get(service);
    if (known !== undefined || this.#choices.has(service)) return known;
    const rule = this.#records.get(service)?.rule ?? undefined;
    const choice = rule && new ReleaseChoice(service, rule, this.registry.instances(service));
    this.#choices.set(service, choice);
    for (const missing of choice?.missing ?? [])
      this.logger.warn({ service, missing }, 'a release names what nobody is: what is stable is asked instead');
    return choice;
  }

  record(service: string): ReleaseRecord | undefined {
    return this.#records.get(service);
  }

  /** All services that have, or had, a rule. */
  services(): readonly string[] {
    return Array.from(this.#records.keys());
  }

  /** Called after each change of rules or instances; returns the function that stops it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** @param before the record it follows. @returns whether nobody was faster. */
  async replace(service: string, before: ReleaseRecord | undefined, record: ReleaseRecord): Promise<boolean> {
    const expected = before === undefined ? undefined : JSON.stringify(before);
    return this.centre.replace(RELEASES_PREFIX + service, expected, JSON.stringify(ReleaseRecord.parse(record)));
  }

  close(): void {
    for (const stop of this.#stopWatching) stop();
  }

  #take(key: string, text: string | undefined): void {
    const service = key.slice(RELEASES_PREFIX.length);
    if (text === undefined) return void this.#records.delete(service);
    const { data, error } = ReleaseRecord.safeParse(jsonOf(text));
    if (data !== undefined) this.#records.set(service, data);
    else this.logger.error({ key, problems: z.prettifyError(error) }, 'release refused, the last good one stays');
  }

  #changed(): void {
    this.#choices.clear();
    for (const listener of this.#listeners) listener();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
