import { randomBytes } from 'node:crypto';

interface Administration {
  createTopics(wanted: { topics: string[]; groups: { name: string; topics: string[] }[] }): Promise<void>;
  dropTopics(namespace: string): Promise<unknown>;
}

/** Topics and groups of a namespace of its own on the real broker, for one spec file. */
export class RealTopics {
  readonly namespace = `t${randomBytes(4).toString('hex')}-`;
  #made = 0;

  /** @returns the topic's name without the namespace; the groups' names are led by it as well. */
  async make(...groups: string[]): Promise<string> {
    const name = `topic-${this.#made++}`;
    const topic = this.namespace + name;
    const wanted = groups.map((group) => ({ name: this.namespace + group, topics: [topic] }));
    await (await administration()).createTopics({ topics: [topic], groups: wanted });
    return name;
  }

  async drop(): Promise<void> {
    await (await administration()).dropTopics(this.namespace);
  }
}

/** Plain JavaScript, which runs before anything is built. */
async function administration(): Promise<Administration> {
  return (await import(new URL('../../../deploy/local/parts.mjs', import.meta.url).href)) as Administration;
}
