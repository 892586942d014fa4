export interface ServiceInstance {
  /** Unique among all instances, e.g. `ticket-center-018f…`. */
  readonly id: string;
  /** e.g. `ticket-center`. */
  readonly service: string;
  readonly host: string;
  readonly port: number;
  readonly metadata: {
    readonly version: string;
    /** Where the service's own API starts, e.g. `/api/v1`. */
    readonly contextPath: string;
    /** What else it is told apart by, e.g. `track: canary`. */
    readonly labels?: Readonly<Record<string, string>>;
  };
}

export interface Registration {
  /** Leaves the registry at once; resolves also when the registry is away. */
  deregister(): Promise<void>;
}

/** Who is there. What it last knew stays true while the registry is away. */
export abstract class ServiceRegistry {
  /** Registers with a health check on `GET /health/ready`; keeps the registration alive until it is deregistered. */
  abstract register(instance: ServiceInstance): Promise<Registration>;
  /** The healthy instances last known. A full list is never replaced by an empty one because the registry failed. */
  abstract instances(service: string): readonly ServiceInstance[];
  /** All services last known. */
  abstract services(): readonly string[];
  /** Called after each change of who is there; returns the function that stops it. */
  abstract onChange(listener: () => void): () => void;
  /** @throws when the registry cannot be reached now. */
  abstract ping(): Promise<void>;
  abstract close(): Promise<void>;
}
