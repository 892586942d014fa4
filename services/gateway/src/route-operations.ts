import type { Operations, ServedOperation } from './aggregation/definition/operations.js';
import type { LiveRoutes } from './routing/live-routes.js';
import type { OpenApi } from './routing/openapi.js';
import type { RouteTable } from './routing/route-table.js';

/** What is served at the moment, by method and template. */
export class RouteOperations implements Operations {
  #of: RouteTable | undefined;
  #byName: ReadonlyMap<string, ServedOperation> = new Map();

  constructor(private readonly routes: LiveRoutes) {}

  get revision(): object {
    return this.routes.table;
  }

  find(named: string): ServedOperation | undefined {
    const { table } = this.routes;
    if (this.#of !== table) {
      this.#of = table;
      this.#byName = new Map(table.operations.map((each) => [`${each.method} ${each.template}`, each]));
    }
    return this.#byName.get(named);
  }

  answerOf({ service, method, template }: ServedOperation): unknown {
    const described = this.#describing(service)?.paths[template]?.[method.toLowerCase()] as Described | undefined;
    return described?.responses?.['200']?.content?.['application/json']?.schema;
  }

  schemas(service: string): Readonly<Record<string, unknown>> {
    return this.#describing(service)?.components.schemas ?? {};
  }

  /** Of several versions the newest. */
  #describing(service: string): OpenApi | undefined {
    return this.routes.descriptions.findLast((description) => description.service === service)?.openApi;
  }
}

/** An operation, as far as its answer goes. */
interface Described {
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>
  >;
}
