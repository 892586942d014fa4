import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { currentContext, currentTenant, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { Answers } from './http/answers.js';
import { Public, Requires, SERVICE_INTERNAL } from './access/permissions.js';
import type { Problem } from './http/problem.js';
import type { ServiceDefinition } from './platform/service-definition.js';

const EchoBody = z.object({ word: z.string().min(2), times: z.int().max(3).default(1) });
type EchoBody = z.infer<typeof EchoBody>;

@Controller('api/v1/echo')
class EchoController {
  #release: () => void = () => undefined;
  readonly slowlyEntered: Promise<void>;
  #entered: () => void = () => undefined;

  constructor() {
    this.slowlyEntered = new Promise((resolve) => (this.#entered = resolve));
  }

  @Post()
  @Requires('echo:say')
  @Answers(z.object({ word: z.string(), times: z.int() }), 200)
  say(@Body({ schema: EchoBody }) body: EchoBody) {
    return { ...body, secret: 'never shown' };
  }

  @Get('open')
  @Public()
  @Answers(z.object({ ok: z.boolean() }))
  open() {
    return { ok: true };
  }

  @Get('broken')
  @Public()
  @Answers(z.object({ ok: z.boolean() }))
  broken(): never {
    throw new Error('password=hunter2');
  }

  @Get('versioned/:id')
  @Requires('echo:say')
  @Answers(z.object({ id: z.string(), version: z.int() }))
  versioned(@Param('id') id: string) {
    return { id, version: 7 };
  }

  @Get('tenant')
  @Requires('echo:say')
  @Answers(z.object({ tenant: z.string(), trace: z.string() }))
  tenant() {
    return { tenant: currentTenant(), trace: currentContext()!.traceparent };
  }

  @Get('internal')
  @Requires(SERVICE_INTERNAL)
  @Answers(z.object({ tenant: z.string() }))
  internal() {
    return { tenant: currentTenant() };
  }

  @Get('slowly')
  @Public()
  @Answers(z.object({ ok: z.boolean() }))
  async slowly() {
    this.#entered();
    await new Promise<void>((resolve) => (this.#release = resolve));
    return { ok: true };
  }

  release(): void {
    this.#release();
  }
}

@Controller('api/v1/forgotten')
class ForgottenController {
  @Get()
  nobodyThoughtOfIt() {
    return {};
  }
}

@Module({ controllers: [EchoController] })
class EchoModule {}

@Module({ controllers: [EchoController, ForgottenController] })
class ForgetfulModule {}

function serviceOf(module: ServiceDefinition['module']): ServiceDefinition {
  const database = { context: 'echo', entities: [], migrations: [] };
  return { name: 'echo', description: 'Says what it hears', version: '1.2.3', module, database };
}

describe('a service on the web library', () => {
  let service: ServiceInTest;
  beforeAll(async () => {
    service = await startForTest(serviceOf(EchoModule), { tenants: ['acme', 'other'] });
  });
  afterAll(() => service.stop());

  it('does not start with a route that declares no permission', async () => {
    await expect(startForTest(serviceOf(ForgetfulModule))).rejects.toThrow('ForgottenController.nobodyThoughtOfIt');
  });

  it('enforces schemas, and fills in what has a default', async () => {
    const caller = await service.as('echo:say');
    expect((await caller.post('/api/v1/echo', { word: 'hi' })).body).toEqual({ word: 'hi', times: 1 });
    const refused = await caller.post<Problem>('/api/v1/echo', { word: 'h', times: 9 });
    expect(refused.status).toBe(422);
    expect(refused.body.errors!.map(({ field }) => field)).toEqual(['word', 'times']);
  });

  it('lets out only what the answer names', async () => {
    const caller = await service.as('echo:say');
    expect((await caller.post('/api/v1/echo', { word: 'hi' })).body).not.toHaveProperty('secret');
  });

  it('tells nothing of a failure but where to find it', async () => {
    const answer = await service.anonymous().get<Problem>('/api/v1/echo/broken');
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
    expect(answer.body.traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['a body that is no JSON', 'POST', '/api/v1/echo', '{', 400, 'bad-request'],
    ['a route that is not there', 'GET', '/api/v1/nowhere', undefined, 404, 'no-such-route'],
    ['a media type nobody reads', 'POST', '/api/v1/echo', '<a/>', 415, 'unsupported-media-type'],
  ])('answers %s with a problem', async (_what, method, path, body, status, code) => {
    const type = body === '<a/>' ? 'application/xml' : 'application/json';
    const caller = await service.as('echo:say');
    const answer = await caller.call<Problem>(method, path, body, body ? { 'content-type': type } : {});
    expect(answer).toMatchObject({ status, body: { status, code } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('refuses a body that is too large', async () => {
    const caller = await service.as('echo:say');
    const answer = await caller.post<Problem>('/api/v1/echo', { word: 'x'.repeat(11 * 1024 * 1024) });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('knows nobody without a token, and nobody with a bad one', async () => {
    const nobody = await service.anonymous().post('/api/v1/echo', { word: 'hi' });
    expect(nobody).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    const forged = await service
      .anonymous({ authorization: 'Bearer abc.def.ghi' })
      .post('/api/v1/echo', { word: 'hi' });
    expect(forged).toMatchObject({ status: 401, body: { code: 'token-invalid' } });
    const basic = await service.anonymous({ authorization: 'Basic abc' }).get('/api/v1/echo/open');
    expect(basic).toMatchObject({ status: 401, body: { code: 'token-malformed' } });
  });

  it('believes a token only until it expires', async () => {
    const caller = await service.as('echo:say');
    service.clock.advance({ hours: 1, minutes: 1 });
    expect(await caller.post('/api/v1/echo', { word: 'hi' })).toMatchObject({
      status: 401,
      body: { code: 'token-expired' },
    });
  });

  it('takes the tenant from the token, and from a header only when a service asks', async () => {
    const header = { 'x-switchboard-tenant': 'other' };
    const person = await service.as('echo:say');
    expect((await person.get('/api/v1/echo/tenant', header)).body).toMatchObject({ tenant: 'acme' });
    const another = await service.asCaller({ kind: 'service', tenant: 'other' }, SERVICE_INTERNAL);
    expect((await another.get('/api/v1/echo/internal')).body).toEqual({ tenant: 'other' });
  });

  it('asks for the tenant where it cannot do without', async () => {
    const nobodys = await service.asCaller({ kind: 'service', tenant: '' }, SERVICE_INTERNAL);
    expect(await nobodys.get('/api/v1/echo/internal')).toMatchObject({ status: 400, body: { code: 'tenant-missing' } });
  });

  it('keeps what is internal from everybody but services, whatever they are permitted', async () => {
    const admin = await service.as('*');
    expect(await admin.get('/api/v1/echo/internal')).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
  });

  it('goes on with the trace that came, and starts one where none or nonsense came', async () => {
    const caller = await service.as('echo:say');
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const traceOf = async (headers: Record<string, string>) =>
      traceIdOf((await caller.get<{ trace: string }>('/api/v1/echo/tenant', headers)).body.trace);
    expect(await traceOf({ traceparent })).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(await traceOf({ traceparent: 'nonsense' })).toMatch(/^[0-9a-f]{32}$/);
  });

  it('gives a versioned resource its ETag', async () => {
    const caller = await service.as('echo:say');
    expect((await caller.get('/api/v1/echo/versioned/a')).headers.get('etag')).toBe('"7"');
  });

  it('tells how it is, what it offers and what it counted', async () => {
    const anyone = service.anonymous();
    expect(await anyone.get('/health/live')).toMatchObject({ status: 200 });
    expect(await anyone.get('/health/ready')).toMatchObject({
      status: 200,
      body: { info: { database: { status: 'up' } } },
    });
    const { body } = await anyone.get<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
      '/openapi.json',
    );
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/api/v1/echo']!.post).toMatchObject({ 'x-permission': 'echo:say' });
    expect(body.paths['/api/v1/echo/open']!.get).toMatchObject({ 'x-public': true });
    expect((await anyone.get<string>('/metrics')).body).toContain('switchboard_http_request_seconds');
  });

  it('finishes what is in flight before it stops, and leaves the registry first', async () => {
    const leaving = await startForTest(serviceOf(EchoModule));
    const controller = leaving.running.app.get(EchoController);
    const answer = leaving.anonymous().get('/api/v1/echo/slowly');
    await controller.slowlyEntered;
    const stopped = leaving.stop();
    controller.release();
    expect(await answer).toMatchObject({ status: 200, body: { ok: true } });
    await stopped;
  });
});
