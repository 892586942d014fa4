import findMyWay, { type HTTPMethod } from 'find-my-way';
import type { Operation } from './operation.js';

const NO_QUERY = {};

/** Two services that offer the same; the first by name has it. */
export interface Clash {
  readonly offered: Operation;
  readonly taken: Operation;
}

/**
 * Which operation a request means, found as the services' own routers do (find-my-way, with their limits), so that nobody
 * is let in for one operation and served another.
 */
export class RouteTable {
  readonly clashes: readonly Clash[];
  readonly #byPattern = new Map<string, Operation>();
  readonly #router = findMyWay({ maxParamLength: 256, querystringParser: () => NO_QUERY });

  constructor(operations: readonly Operation[]) {
    const byService = operations.toSorted((a, b) => (a.service < b.service ? -1 : Number(a.service > b.service)));
    this.clashes = byService.flatMap((operation) => this.#add(operation) ?? []);
  }

  get operations(): readonly Operation[] {
    return Array.from(this.#byPattern.values());
  }

  /** @param target path and query as they came. HEAD is answered by whoever answers GET. */
  find(method: string, target: string): Operation | undefined {
    const found = this.#router.find(method as HTTPMethod, target);
    if (found !== null) return found.store as Operation;
    return method === 'HEAD' ? this.find('GET', target) : undefined;
  }

  /** The methods that the path knows. */
  methodsOf(target: string): readonly string[] {
    const methods = new Set(Array.from(this.#byPattern.values(), ({ method }) => method));
    return Array.from(methods).filter((method) => this.find(method, target) !== undefined);
  }

  /** Does this very service answer the operation? */
  has({ service, method, template }: Pick<Operation, 'service' | 'method' | 'template'>): boolean {
    return this.#byPattern.get(patternOf(method, template))?.service === service;
  }

  #add(operation: Operation): Clash | undefined {
    const { method, template, service } = operation;
    const pattern = patternOf(method, template);
    const taken = this.#byPattern.get(pattern);
    if (taken === undefined) {
      this.#byPattern.set(pattern, operation);
      this.#router.on(method as HTTPMethod, routeOf(template), () => {}, operation);
    } else if (taken.service !== service) return { offered: operation, taken };
    return undefined;
  }
}

/** Templates that differ only in the names of their parameters are the same. */
function patternOf(method: string, template: string): string {
  return `${method} ${template.replaceAll(/\{[^}]*\}/g, '{}')}`;
}

/** `/tickets/{id}` in find-my-way's words; a colon of the template's own is doubled there. */
function routeOf(template: string): string {
  return template.replaceAll(':', '::').replaceAll(/\{([^}]*)\}/g, ':$1');
}
