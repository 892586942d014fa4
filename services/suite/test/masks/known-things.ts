/** How many of each kind are looked at, the first ones that were learnt of. */
const MOST = 4;
const PATHS = 8;

type Item = Readonly<Record<string, unknown>>;

/** What is there, by the path of the list it is in, so that routes with ids can be called. */
export class KnownThings {
  readonly #lists = new Map<string, Item[]>();

  /** @param list `/api/v1/tickets` */
  learn(list: string, item: Item): void {
    const known = this.#lists.get(list) ?? [];
    if (known.length < MOST && !known.some(({ id }) => id === item['id'] && id !== undefined)) known.push(item);
    this.#lists.set(list, known);
  }

  /** From the answer of a list. */
  learnAll(list: string, answer: unknown): void {
    const { items } = (answer ?? {}) as { items?: unknown };
    if (!Array.isArray(items)) return;
    for (const item of items as unknown[])
      if (typeof item === 'object' && item !== null) this.learn(list, item as Item);
  }

  /** The paths that a route has, none when nothing is known of what it is about. */
  pathsOf(route: string): string[] {
    const paths = route
      .split('/')
      .slice(1)
      .reduce((begun, segment) => begun.flatMap((path) => this.#goOn(path, segment)), ['']);
    return [...new Set(paths)].slice(0, PATHS);
  }

  #goOn(path: string, segment: string): string[] {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1];
    if (name === undefined) return [`${path}/${segment}`];
    return (this.#lists.get(path) ?? []).flatMap((item) => {
      const value = item[name] ?? item['id'] ?? item['name'] ?? item['code'];
      return typeof value === 'string' || typeof value === 'number' ? [`${path}/${encodeURIComponent(value)}`] : [];
    });
  }
}
