import { newId } from '#libs/kernel/id';
import { MemoryRegistry } from './memory-registry.js';
import { serviceRegistryContract } from './service-registry.contract.js';

serviceRegistryContract(async () => {
  const registry = new MemoryRegistry();
  const readyInstance = async (service: string) => ({
    id: newId(new Date()),
    service,
    host: '127.0.0.1',
    port: 8000,
    metadata: { version: '1.2.3', contextPath: '/api/v1' },
  });
  return { registry, elsewhere: registry, readyInstance, close: () => registry.close() };
});
