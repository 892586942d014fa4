import type { ProcessModel, SequenceFlow } from '#libs/process-engine/model';

/** What people call the parts of a process. */
export class Names {
  /** @param models the version an instance is on, and those it was on before */
  constructor(private readonly models: readonly ProcessModel[]) {}

  /** In quotation marks; what has no name goes by its id. */
  of(node: string): string {
    return `"${this.#nodeName(node) ?? this.#processName(node) ?? node}"`;
  }

  all(nodes: readonly string[]): string {
    return nodes.map((node) => this.of(node)).join(', ');
  }

  /** The way a flow is. */
  flow(id: string): string {
    const flow = this.#flow(id);
    if (!flow) return `The way "${id}"`;
    const between = `from ${this.of(flow.source)} to ${this.of(flow.target)}`;
    return flow.name === undefined ? `The way ${between}` : `The way "${flow.name}" ${between}`;
  }

  /** Who is called at a service task. */
  connector(node: string): string {
    for (const { nodes } of this.models) {
      const found = nodes[node];
      if (found?.kind === 'service-task') return found.connector;
    }
    return 'A system';
  }

  #nodeName(node: string): string | undefined {
    return this.models.find(({ nodes }) => nodes[node] !== undefined)?.nodes[node]?.name;
  }

  #processName(node: string): string | undefined {
    return this.models.find(({ id }) => id === node)?.name;
  }

  #flow(id: string): SequenceFlow | undefined {
    return this.models.find(({ flows }) => flows[id] !== undefined)?.flows[id];
  }
}
