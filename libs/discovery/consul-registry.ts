import type { Logger } from 'pino';
import { type Registration, type ServiceInstance, ServiceRegistry } from './service-registry.js';

export interface ConsulSettings {
  /** e.g. `http://127.0.0.1:8500`. */
  readonly url: string;
  /** Prefix of service names and keys. */
  readonly namespace: string;
}

export class ConsulRegistry extends ServiceRegistry {
  constructor(_settings: ConsulSettings, _logger: Logger) {
    super();
  }

  register(_instance: ServiceInstance): Promise<Registration> {
    throw new Error('not built yet');
  }

  instances(_service: string): readonly ServiceInstance[] {
    throw new Error('not built yet');
  }

  services(): readonly string[] {
    throw new Error('not built yet');
  }

  onChange(_listener: () => void): () => void {
    throw new Error('not built yet');
  }

  ping(): Promise<void> {
    throw new Error('not built yet');
  }

  async close(): Promise<void> {}
}
