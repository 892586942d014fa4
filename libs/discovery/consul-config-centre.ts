import type { Logger } from 'pino';
import { ConfigCentre } from './config-centre.js';
import type { ConsulSettings } from './consul-registry.js';

export class ConsulConfigCentre extends ConfigCentre {
  constructor(_settings: ConsulSettings, _logger: Logger) {
    super();
  }

  get(_key: string): string | undefined {
    throw new Error('not built yet');
  }

  list(_prefix: string): ReadonlyMap<string, string> {
    throw new Error('not built yet');
  }

  set(_key: string, _value: string): Promise<void> {
    throw new Error('not built yet');
  }

  delete(_key: string): Promise<void> {
    throw new Error('not built yet');
  }

  watch(_prefix: string, _listener: (key: string, value: string | undefined) => void): () => void {
    throw new Error('not built yet');
  }

  ready(): Promise<void> {
    throw new Error('not built yet');
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {}
}
