import type { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Operations } from './operations.js';
import { viewOf, type View } from './view.js';
import { ViewDefinition, viewSettings } from '#libs/contracts/settings/gateway-views';
import { flawsOf } from './view-graph.js';

const VIEWS_PREFIX = viewSettings.prefix;

/** What the config centre says of one view. */
interface Configured {
  readonly text: string;
  readonly view: View | undefined;
  readonly problems: string;
}

/** Where a view comes from, and why a later word on it was refused. */
export interface Standing {
  readonly view: View;
  readonly source: 'house' | 'configured';
  readonly refused: string | undefined;
}

/**
 * The views as they are now: those of the house, and those of the config centre over them and beside them. One that cannot be
 * run is refused and the last good one stays; when other operations are served it is looked at again.
 */
export class LiveViews {
  readonly #house: ReadonlyMap<string, View>;
  readonly #configured = new Map<string, Configured>();
  readonly #stopWatching: () => void;
  #lookedAt: object | undefined;
  #standing: readonly Standing[] = [];

  constructor(
    house: readonly ViewDefinition[],
    private readonly centre: ConfigCentre,
    private readonly operations: Operations,
    private readonly logger: Logger,
  ) {
    this.#house = new Map(house.map((definition) => [definition.name, viewOf(definition)]));
    this.#stopWatching = centre.watch(VIEWS_PREFIX, () => (this.#lookedAt = undefined));
  }

  /** The same array until something changes. */
  get standing(): readonly Standing[] {
    if (this.#lookedAt !== this.operations.revision) this.#look();
    return this.#standing;
  }

  named(name: string): View | undefined {
    return this.standing.find(({ view }) => view.definition.name === name)?.view;
  }

  close(): void {
    this.#stopWatching();
  }

  #look(): void {
    this.#lookedAt = this.operations.revision;
    const said = this.centre.list(VIEWS_PREFIX);
    for (const key of this.#configured.keys()) if (!said.has(key)) this.#configured.delete(key);
    for (const [key, text] of said) this.#take(key, text);
    const names = new Set([...this.#house.keys(), ...Array.from(this.#configured.keys(), nameIn)]);
    this.#standing = Array.from(names)
      .toSorted()
      .flatMap((name) => this.#standingOf(name) ?? []);
  }

  #take(key: string, text: string): void {
    const last = this.#configured.get(key);
    if (last?.text === text && last.problems === '') return;
    const read = this.#read(nameIn(key), text);
    if (typeof read !== 'string') return void this.#configured.set(key, { text, view: read, problems: '' });
    if (last?.problems !== read) this.logger.error({ key, problems: read }, 'view refused, the last good one stays');
    this.#configured.set(key, { text, view: last?.view, problems: read });
  }

  /** The view, or why there is none. */
  #read(name: string, text: string): View | string {
    const { success, data, error } = ViewDefinition.safeParse(parsed(text));
    if (!success) return z.prettifyError(error);
    const misnamed = data.name === name ? [] : [`it is called ${data.name}`];
    const missing = Object.values(data.parts).filter(({ operation }) => this.operations.find(operation) === undefined);
    const problems = [...misnamed, ...flawsOf(data), ...missing.map(({ operation }) => `nobody serves ${operation}`)];
    return problems.length > 0 ? problems.join('; ') : viewOf(data);
  }

  #standingOf(name: string): Standing | undefined {
    const configured = this.#configured.get(VIEWS_PREFIX + name);
    const view = configured?.view ?? this.#house.get(name);
    if (view === undefined) return undefined;
    const refused = configured?.problems || undefined;
    return { view, source: view === configured?.view ? 'configured' : 'house', refused };
  }
}

function nameIn(key: string): string {
  return key.slice(VIEWS_PREFIX.length);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
