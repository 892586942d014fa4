import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { FakeClock } from '#libs/testing/fake-clock';
import { pino } from 'pino';
import { LiveRoutes } from './live-routes.js';
import type { Description, ServiceDescriptions } from './service-descriptions.js';

const MINUTE = 60_000;
const offering = (...paths: string[]): Description[] => [
  {
    service: 'ticket-center',
    version: '1',
    openApi: {
      paths: Object.fromEntries(paths.map((path) => [`/api/v1/${path}`, { get: { 'x-public': true } }])),
      components: { schemas: {}, securitySchemes: {} },
    },
  },
];

describe('the routes in time', () => {
  let read: jest.Mock<ServiceDescriptions['read']>;
  let registry: MemoryRegistry;
  let routes: LiveRoutes;

  beforeEach(async () => {
    jest.useFakeTimers();
    read = jest.fn<ServiceDescriptions['read']>().mockResolvedValue(offering('old'));
    registry = new MemoryRegistry();
    routes = new LiveRoutes({ read }, registry, new FakeClock(), pino({ level: 'silent' }));
    await routes.start();
  });
  afterEach(() => {
    routes.stop();
    jest.useRealTimers();
  });

  const registerSome = (...names: string[]) =>
    Promise.all(
      names.map((service) => {
        const metadata = { version: '1', contextPath: '/api/v1' };
        return registry.register({ id: service, service, host: '127.0.0.1', port: 1, metadata });
      }),
    );

  it('are read anew every five minutes', async () => {
    read.mockResolvedValue(offering('old', 'new'));
    await jest.advanceTimersByTimeAsync(5 * MINUTE - 1);
    const before = routes.table.find('GET', '/api/v1/new');
    await jest.advanceTimersByTimeAsync(1);

    expect(before).toBeUndefined();
    expect(routes.table.find('GET', '/api/v1/new')).toMatchObject({ service: 'ticket-center' });
  });

  it('are read once for services that come together', async () => {
    await registerSome('call-center', 'ticket-center', 'common-center');
    await jest.advanceTimersByTimeAsync(1_000);

    expect(read).toHaveBeenCalledTimes(2);
  });

  it('are read again for a service that came while they were being read', async () => {
    const slow = Promise.withResolvers<Description[]>();
    read.mockReturnValueOnce(slow.promise);
    const reading = routes.refresh();
    await registerSome('call-center');
    await jest.advanceTimersByTimeAsync(1_000);
    read.mockResolvedValue(offering('new'));
    slow.resolve(offering('old'));
    await reading;
    await jest.advanceTimersByTimeAsync(0);

    expect(routes.table.find('GET', '/api/v1/new')).toBeDefined();
  });

  it('are not read any more after the stop', async () => {
    routes.stop();
    await registerSome('call-center');
    await jest.advanceTimersByTimeAsync(10 * MINUTE);

    expect(read).toHaveBeenCalledTimes(1);
  });
});
