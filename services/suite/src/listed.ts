import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';

const PATIENCE_MS = 30_000;

/**
 * Resolves when the registry lists an instance of each service: a real one waits for the first health check.
 * @throws Error naming who is still missing
 */
export async function listed(registry: ServiceRegistry, names: readonly string[]): Promise<void> {
  const missing = () => names.filter((name) => registry.instances(name).length === 0);
  if (missing().length === 0) return;
  await new Promise<void>((resolve, reject) => {
    const over = setTimeout(() => end(new Error(`not listed in the registry: ${missing().join(', ')}`)), PATIENCE_MS);
    const unwatch = registry.onChange(() => missing().length === 0 && end());
    function end(error?: Error) {
      clearTimeout(over);
      unwatch();
      if (error) reject(error);
      else resolve();
    }
  });
}
