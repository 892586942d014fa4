import { expect, it, jest } from '@jest/globals';
import { pino } from 'pino';

it('Nothing of spans is loaded until tracing is switched on', async () => {
  const load = jest.fn(() => ({ OtlpSpanSource: class {} }));
  jest.unstable_mockModule('./otlp-span-source.js', load);
  const { span, startTracing } = await import('./tracing.js');
  const logger = pino({ level: 'silent' });

  await startTracing({ endpoint: undefined, service: 'ticket-center', logger });
  await span('work', { kind: 'internal' }, async () => undefined);
  expect(load).not.toHaveBeenCalled();

  await startTracing({ endpoint: 'http://127.0.0.1:4318', service: 'ticket-center', logger });
  expect(load).toHaveBeenCalled();
});
