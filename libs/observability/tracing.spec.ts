import { currentContext, runInContext, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { span, startSpan, startTracing, type Tracing } from './tracing.js';

interface SentSpan {
  service: string;
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code?: number; message?: string };
  attributes: Attribute[];
  events: { name: string; attributes: Attribute[] }[];
}

interface Attribute {
  key: string;
  value: object;
}

interface Payload {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: SentSpan[] }[] }[];
}

const SERVER = 2;
const CLIENT = 3;
const CONSUMER = 5;
const FAILED = 2;

const silent = pino({ level: 'silent' });
const sent: SentSpan[] = [];
let collector: Server;
let endpoint: string;
let tracings: Tracing[] = [];

beforeEach(async () => {
  sent.length = 0;
  ({ server: collector, url: endpoint } = await listen((path, body) => {
    expect(path).toBe('/v1/traces');
    for (const { resource, scopeSpans } of (JSON.parse(body) as Payload).resourceSpans) {
      const service = valueOf(resource.attributes, 'service.name') as string;
      sent.push(...scopeSpans.flatMap(({ spans }) => spans).map((sentSpan) => ({ ...sentSpan, service })));
    }
    return '{}';
  }));
});

afterEach(async () => {
  await stopAll();
  collector.close();
});

async function listen(answer: (path: string, body: string, traceparent: string) => string | Promise<string>) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const body = Buffer.concat(chunks).toString();
        void Promise.resolve(answer(request.url!, body, String(request.headers.traceparent))).then((text) =>
          response.end(text),
        );
      });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function trace(service: string): Promise<void> {
  tracings.push(await startTracing({ endpoint, service, logger: silent }));
}

async function stopAll(): Promise<void> {
  await Promise.all(tracings.map((tracing) => tracing.stop()));
  tracings = [];
}

/** Everything that was recorded, by name. */
async function spans(): Promise<Record<string, SentSpan>> {
  await stopAll();
  return Object.fromEntries(sent.map((sentSpan) => [sentSpan.name, sentSpan]));
}

function valueOf(attributes: Attribute[], key: string): unknown {
  const found = attributes.find((attribute) => attribute.key === key);
  return found && Object.values(found.value)[0];
}

const traceparentNow = async () => currentContext()!.traceparent;

describe('a span', () => {
  it('is sent with its kind and attributes, and its context has its traceparent', async () => {
    await trace('ticket-center');

    const options = { kind: 'client', attributes: { 'server.address': 'order-system' } } as const;
    const traceparent = await span('GET /orders', options, traceparentNow);

    const { 'GET /orders': recorded } = await spans();
    expect(recorded).toMatchObject({ service: 'ticket-center', kind: CLIENT });
    expect(traceparent).toBe(`00-${recorded!.traceId}-${recorded!.spanId}-01`);
    expect(valueOf(recorded!.attributes, 'server.address')).toBe('order-system');
    expect(recorded!.parentSpanId).toBeFalsy();
  });

  it('is sent with whatever its attributes are', async () => {
    await trace('ticket-center');

    const attributes = { text: 'a "b" ü\n', whole: 7, share: 0.5, is: true };
    startSpan('work', { kind: 'internal', attributes }, undefined).end({ attributes: { late: 'yes' } });

    expect((await spans()).work!.attributes).toEqual([
      { key: 'text', value: { stringValue: 'a "b" ü\n' } },
      { key: 'whole', value: { intValue: '7' } },
      { key: 'share', value: { doubleValue: 0.5 } },
      { key: 'is', value: { boolValue: true } },
      { key: 'late', value: { stringValue: 'yes' } },
    ]);
  });

  it('is sent with when it began and ended', async () => {
    await trace('ticket-center');

    const before = Date.now();
    startSpan('work', { kind: 'internal' }, undefined).end();

    const { startTimeUnixNano: began, endTimeUnixNano: ended } = (await spans()).work!;
    expect(Math.floor(Number(began) / 1e6)).toBeGreaterThanOrEqual(before);
    expect(Number(ended)).toBeGreaterThanOrEqual(Number(began));
    expect(Number(ended) / 1e6).toBeLessThan(Date.now() + 1_000);
  });

  it('is sent among thousands of others that end at once', async () => {
    await trace('ticket-center');

    for (let n = 0; n < 5_000; n += 1) startSpan(`work ${n}`, { kind: 'internal' }, undefined).end();

    expect(Object.keys(await spans())).toHaveLength(5_000);
  });

  it('of a size that no request has room for is left out, and the others are sent', async () => {
    await trace('ticket-center');

    const attributes = { text: 'x'.repeat(300_000) };
    startSpan('large', { kind: 'internal', attributes }, undefined).end();
    startSpan('small', { kind: 'internal' }, undefined).end();

    expect(Object.keys(await spans())).toEqual(['small']);
  });

  it('keeps the rest of the surrounding context', async () => {
    await trace('ticket-center');
    const context = {
      tenantId: 'acme',
      requestId: 'r-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };

    const inside = await runInContext(context, () => span('work', { kind: 'internal' }, async () => currentContext()));

    expect(inside).toMatchObject({ tenantId: 'acme', requestId: 'r-1' });
    expect((await spans()).work).toMatchObject({
      traceId: traceIdOf(context.traceparent),
      parentSpanId: 'b7ad6b7169203331',
    });
  });

  it('starts a new trace below a malformed parent', async () => {
    await trace('ticket-center');

    const begun = startSpan('work', { kind: 'server' }, '00-nonsense');
    begun.end();

    expect(traceIdOf(begun.traceparent)).not.toBeNull();
    expect((await spans()).work!.parentSpanId).toBeFalsy();
  });

  it('of a trace that its caller does not sample is not sent, and says so to those below', async () => {
    await trace('ticket-center');
    const unsampled = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00' };

    const below = await runInContext(unsampled, () => span('work', { kind: 'internal' }, traceparentNow));

    expect(below).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-.*-00$/);
    expect(await spans()).toEqual({});
  });
});

describe('a trace', () => {
  it('goes on over HTTP: the server’s span is a child of the client’s', async () => {
    await trace('call-center');
    await trace('ticket-center');
    const { server, url } = await listen(async (_path, _body, traceparent) => {
      const door = startSpan('POST /tickets', { kind: 'server', service: 'ticket-center' }, traceparent);
      await runInContext({ traceparent: door.traceparent }, () =>
        span('open ticket', { kind: 'internal' }, async () => undefined),
      );
      door.end({ attributes: { 'http.response.status_code': 201 } });
      return 'opened';
    });

    const call = async () => (await fetch(url, { headers: { traceparent: await traceparentNow() } })).text();
    await span('record event', { kind: 'server', service: 'call-center' }, () =>
      span('POST', { kind: 'client' }, call),
    );
    server.close();

    const { 'record event': root, POST: client, 'POST /tickets': door, 'open ticket': inner } = await spans();
    expect(door).toMatchObject({ kind: SERVER, traceId: root!.traceId, parentSpanId: client!.spanId });
    expect(client).toMatchObject({ kind: CLIENT, traceId: root!.traceId, parentSpanId: root!.spanId });
    expect(inner).toMatchObject({ traceId: root!.traceId, parentSpanId: door!.spanId });
    expect([root, client, door, inner].map((each) => each!.service)).toEqual([
      'call-center',
      'call-center',
      'ticket-center',
      'ticket-center',
    ]);
  });

  it('goes on over an event: the consumer’s span is a child of the span that left the event', async () => {
    await trace('ticket-center');
    await trace('operations-center');

    const command = () => span('close ticket', { kind: 'server', service: 'ticket-center' }, traceparentNow);
    const envelope = { tenantid: 'acme', traceparent: await command() };
    const context = { tenantId: envelope.tenantid, traceparent: envelope.traceparent };
    const consumed = { kind: 'consumer', service: 'operations-center' } as const;
    await runInContext(context, () => span('ticket.closed.v1', consumed, async () => undefined));

    const { 'close ticket': closed, 'ticket.closed.v1': handled } = await spans();
    expect(handled).toMatchObject({
      service: 'operations-center',
      kind: CONSUMER,
      traceId: closed!.traceId,
      parentSpanId: closed!.spanId,
    });
  });

  it('does not record a service that was not started', async () => {
    await trace('call-center');

    await span('work', { kind: 'server', service: 'ticket-center' }, async () => undefined);

    expect(await spans()).toEqual({});
  });
});

describe('a failure', () => {
  it('is thrown on as it was and recorded without its payload', async () => {
    await trace('ticket-center');
    const error = Object.assign(new Error("Duplicate entry 'Ann' for key 'name'"), {
      name: 'QueryFailedError',
      query: 'insert into customer',
      parameters: ['Ann'],
    });

    await expect(span('save', { kind: 'internal' }, () => Promise.reject(error))).rejects.toBe(error);

    const { save } = await spans();
    expect(save!.status).toEqual({ code: FAILED, message: 'Duplicate entry …' });
    expect(valueOf(save!.attributes, 'error.type')).toBe('QueryFailedError');
    expect(valueOf(save!.events[0]!.attributes, 'exception.stacktrace')).toContain('tracing.spec');
    expect(JSON.stringify(save)).not.toMatch(/Ann|insert into/);
  });

  it.each([
    [500, FAILED],
    [409, undefined],
  ])('of HTTP is a status from 500 on: %d', async (status, expected) => {
    await trace('ticket-center');

    startSpan('GET', { kind: 'server' }, undefined).end({ attributes: { 'http.response.status_code': status } });

    const { GET: door } = await spans();
    expect(door!.status.code || undefined).toBe(expected);
  });
});

describe('a collector that is away', () => {
  it('neither disturbs the work nor holds up the stop, and is warned about', async () => {
    collector.close();
    const warnings: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) });
    const tracing = await startTracing({ endpoint, service: 'ticket-center', logger });

    const results = await Promise.all(
      Array.from({ length: 5_000 }, (_, index) => span('work', { kind: 'internal' }, async () => index)),
    );
    const startedAt = performance.now();
    await tracing.stop();

    expect(results).toHaveLength(5_000);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(warnings.join()).toContain('spans are lost');
  });
});

describe('switched off', () => {
  it('sends nothing and hands the trace on as it came', async () => {
    tracings.push(await startTracing({ endpoint: undefined, service: 'ticket-center', logger: silent }));
    const context = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

    const inside = await runInContext(context, () => span('work', { kind: 'internal' }, traceparentNow));
    const begun = startSpan('GET', { kind: 'server' }, context.traceparent);
    begun.end();

    expect([inside, begun.traceparent]).toEqual([context.traceparent, context.traceparent]);
    expect(await spans()).toEqual({});
  });

  it('gives work without a trace one of its own', async () => {
    const first = await span('job', { kind: 'internal' }, traceparentNow);
    const second = startSpan('GET', { kind: 'server' }, 'nonsense').traceparent;

    expect(traceIdOf(first)).not.toBeNull();
    expect(traceIdOf(second)).not.toBeNull();
  });
});
