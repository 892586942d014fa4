import type { Live } from '#libs/discovery/config/live-value';
import type { ResilienceSettings, RouteSettings } from '#libs/discovery/resilience/resilience';
import type { TargetPolicies } from '#libs/discovery/resilience/target-policies';
import type { TargetPolicy } from '#libs/discovery/resilience/target-policy';
import type { LargeBody } from '#libs/web/http/large-body';

/** What is asked of a service. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  readonly template: string;
  readonly largeBody?: LargeBody | undefined;
}

/** What holds for calls of an operation. */
export interface Care {
  /** The operation's own, or its service's. */
  readonly policy: TargetPolicy;
  readonly priority: RouteSettings['priority'];
  readonly fallback: RouteSettings['fallback'];
}

/** Looks up once for each operation what `resilience` says of it. */
export class RouteCare {
  #known = new WeakMap<Operation, Care>();

  constructor(
    private readonly settings: Live<ResilienceSettings>,
    private readonly policies: TargetPolicies,
  ) {
    settings.onChange(() => (this.#known = new WeakMap()));
  }

  /** @param kind of the instances that are asked: what befalls those of a candidate says nothing of the others */
  of(operation: Operation, kind = ''): Care {
    const care = this.#of(operation);
    return kind === '' ? care : { ...care, policy: this.policies.of(operation.service, kind) };
  }

  #of(operation: Operation): Care {
    const known = this.#known.get(operation);
    if (known !== undefined) return known;
    const route = `${operation.method} ${operation.template}`;
    const { priority = 'normal', fallback } = this.settings.current.routes[route] ?? {};
    // Large bodies take minutes: their places, and how long they take, are apart from those of all others.
    const apart = operation.largeBody !== undefined;
    const care = { policy: this.policies.ofRoute(operation.service, route, apart), priority, fallback };
    this.#known.set(operation, care);
    return care;
  }
}
