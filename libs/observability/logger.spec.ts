import { runInContext } from '#libs/persistence/tenant/tenant-context';
import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { QueryFailedError } from 'typeorm';
import { bufferedDestination, createLogger } from './logger.js';

const context = {
  tenantId: 'acme',
  requestId: 'r-1',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

function logging() {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  return { lines, logger: createLogger({ service: 'ticket-center', level: 'info', destination }) };
}

describe('a log line', () => {
  it('says when, how grave, which service, and the tenant, trace and request it belongs to', () => {
    const { lines, logger } = logging();

    runInContext(context, () => logger.info({ ticket: 't-1' }, 'ticket opened'));

    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        service: 'ticket-center',
        tenant: 'acme',
        trace: '0af7651916cd43dd8448eb211c80319c',
        request: 'r-1',
        ticket: 't-1',
        msg: 'ticket opened',
      },
    ]);
  });

  it('outside of any request has none of these', () => {
    const { lines, logger } = logging();

    logger.info('started');

    expect(Object.keys(lines[0]!)).toEqual(['level', 'time', 'service', 'msg']);
  });

  it('names the tenant that the code names rather than the context', () => {
    const { lines, logger } = logging();

    runInContext(context, () => logger.info({ tenant: 'globex' }, 'swept'));

    expect(lines[0]).toMatchObject({ tenant: 'globex' });
  });
});

describe('what must not be logged', () => {
  const names = [
    'authorization',
    'Cookie',
    'password',
    'accessToken',
    'x-api-key',
    'clientSecret',
    'phone',
    'customer_phone',
  ];
  const more = ['email', 'documentNumber', 'idNumber', 'lastName', 'dateOfBirth', 'callerNumber'];

  it.each([...names, ...more])('is blanked under the name %s, down to the third level', (name) => {
    const { lines, logger } = logging();

    logger.info({ [name]: 'Ann', one: { [name]: 'Ann', two: { [name]: { deep: 'Ann' } }, kept: 1 } }, 'hello');

    expect(JSON.stringify(lines)).not.toContain('Ann');
    expect(lines[0]).toMatchObject({ [name]: '[redacted]', one: { two: { [name]: '[redacted]' }, kept: 1 } });
  });

  it('is blanked in lists and in the fields of child loggers, also of their children', () => {
    const { lines, logger } = logging();

    logger
      .child({ email: 'Ann' })
      .child({ user: { phone: 'Ann' }, job: 'sweep' })
      .info({ list: [{ token: 'Ann' }] }, 'x');

    expect(lines[0]).toMatchObject({
      email: '[redacted]',
      user: { phone: '[redacted]' },
      job: 'sweep',
      list: [{ token: '[redacted]' }],
    });
  });

  it('is only named when it is deeper or is no plain data', () => {
    class Customer {
      readonly nick = 'Ann';
    }
    const { lines, logger } = logging();
    const body = Buffer.from('Ann');

    logger.info({ customer: new Customer(), body, a: { b: { c: { d: 'Ann' } } }, at: new Date(0), none: null }, 'x');

    expect(lines[0]).toMatchObject({
      customer: '[Customer]',
      body: '[Buffer]',
      a: { b: { c: '[deeper]' } },
      at: '1970-01-01T00:00:00.000Z',
      none: null,
    });
  });

  const refused = () => {
    const driverError = Object.assign(new Error("Duplicate entry 'Ann' for key 'name'"), { code: 'ER_DUP_ENTRY' });
    return new QueryFailedError("insert into customer values ('Ann', ?)", ['Ann'], driverError);
  };

  it.each([
    ['alone', (error: Error) => [error]],
    ['with a message', (error: Error) => [error, 'not saved']],
    ['as a field', (error: Error) => [{ err: error }]],
    ['as a field with a message', (error: Error) => [{ err: error }, 'not saved']],
    ['as any other field', (error: Error) => [{ last: { failure: error } }, 'not saved']],
    ['as the cause of another', (error: Error) => [new Error('not saved', { cause: error })]],
  ])('is what a failed query was about, logged %s', (_, args) => {
    const { lines, logger } = logging();

    logger.error(...(args(refused()) as [object, string]));

    expect(JSON.stringify(lines)).toMatch(
      /"type":"QueryFailedError","message":"Duplicate entry …","code":"ER_DUP_ENTRY"/,
    );
    expect(JSON.stringify(lines)).not.toMatch(/Ann|insert into|parameters/);
  });

  it('is what a failed query was about, in the fields of a child logger', () => {
    const { lines, logger } = logging();

    logger.child({ err: refused() }).error('not saved');

    expect(lines[0]).toMatchObject({ err: { type: 'QueryFailedError', code: 'ER_DUP_ENTRY' } });
    expect(JSON.stringify(lines)).not.toMatch(/Ann|insert into|parameters/);
  });
});

describe('the buffer', () => {
  it('keeps lines back until flush writes them out', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'log-')), 'out');
    const destination = bufferedDestination(file);
    await new Promise((opened) => destination.once('ready', opened));
    const logger = createLogger({ service: 'ticket-center', level: 'info', destination });

    logger.info('one');
    logger.info('two');
    const before = await readFile(file, 'utf8');
    await promisify(logger.flush.bind(logger))();

    expect(before).toBe('');
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(2);
    destination.destroy();
  });
});
