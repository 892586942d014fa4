import type { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import type { FakeClock } from '../fake-clock.js';
import { StubService } from './stub-service.js';
import type { TestIssuer } from './test-issuer.js';

/** What every service asks of common-center before a spec says more. */
export async function issuerStub(registry: MemoryRegistry, issuer: TestIssuer, clock: FakeClock): Promise<StubService> {
  const stub = await StubService.start('common-center', registry);
  stub.answers('GET', '/.well-known/jwks.json', () => issuer.jwks());
  stub.answers('POST', '/oauth/token', async () => ({
    access_token: await issuer.token(
      { subject: 'service', kind: 'service', permissions: ['service:internal'] },
      clock.now(),
    ),
    token_type: 'Bearer',
    expires_in: 600,
  }));
  // Nobody was merged.
  stub.answers('POST', '/internal/customers/families', (body) => ({
    families: (body as { ids: string[] }).ids.map((id) => [id]),
  }));
  return stub;
}
