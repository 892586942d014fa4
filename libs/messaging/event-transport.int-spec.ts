import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Envelope } from '#libs/contracts/envelope';
import { taskContacted } from '#libs/contracts/ticket-center/task-events';
import { ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import type { Database } from '#libs/persistence/database';
import { currentContext, newTraceparent, runAsTenant, traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { eventually } from '#libs/testing/eventually';
import { FakeClock } from '#libs/testing/fake-clock';
import { jarDatabase, JarFlavourSchema } from '#libs/testing/jars';
import { Pauses } from '#libs/testing/pauses';
import { pino } from 'pino';
import { of, throwError } from 'rxjs';
import { QueryFailedError } from 'typeorm';
import type { BrokerMessage } from './broker.js';
import { DeadLetters, DeadLetterSchema } from './dead-letters.js';
import {
  EventTransport,
  OUTSIDE_TRANSACTION,
  REPEATABLE,
  ReplayFailed,
  type HandlerExtras,
} from './event-transport.js';
import { Inbox } from './inbox.js';
import { InProcessBroker } from './in-process-broker.js';

const TENANTS = ['acme', 'globex', 'initech'];
const boom = new Error('boom');

type Handler = (event: Envelope) => unknown;

onEachEngine('the event transport', (open) => {
  const clock = new FakeClock();
  let engine: Engine;
  let database: Database;
  let deadLetters: DeadLetters;
  const brokers: InProcessBroker[] = [];
  beforeAll(async () => {
    engine = await open(jarDatabase, ['platform', ...TENANTS]);
    ({ database } = engine);
    deadLetters = new DeadLetters(database, clock);
  });
  afterAll(() => engine.dispose());
  afterEach(async () => {
    await Promise.all(brokers.splice(0).map((broker) => broker.close()));
    for (const tenant of ['platform', ...TENANTS]) {
      await runAsTenant(tenant, () =>
        database.transaction(async (tx) => {
          await tx.clear(DeadLetterSchema);
          await tx.clear(JarFlavourSchema);
        }),
      );
    }
  });

  const listening = async (handler: Handler, extras: HandlerExtras = {}, type = taskContacted.type) => {
    const counted: string[] = [];
    const logger = pino({ level: 'silent' });
    const errors = jest.spyOn(logger, 'error').mockReturnValue(undefined);
    const pauses = new Pauses();
    const broker = new InProcessBroker({ delay: async () => undefined });
    brokers.push(broker);
    const transport = new EventTransport({
      service: 'desk',
      broker,
      inbox: new Inbox(database, clock),
      deadLetters,
      logger,
      backoffMs: [10, 20],
      delay: pauses.delay,
      count: (_type, outcome) => counted.push(outcome),
    });
    transport.addHandler(type, async (event: Envelope) => handler(event), true, extras);
    await new Promise<unknown>((done) => transport.listen(done));
    const publish = (...messages: BrokerMessage[]) => broker.publish(messages);
    /** Publishes, and lets every pause pass at once. */
    const publishPatiently = async (...messages: BrokerMessage[]) => {
      let published = false;
      const publishing = publish(...messages).finally(() => (published = true));
      while (!published) {
        pauses.pass();
        await new Promise(setImmediate);
      }
      await publishing;
    };
    return { broker, transport, publish, publishPatiently, pauses, counted, errors, logger };
  };

  const note = (flavour: string) =>
    database.transaction((tx) => tx.insert(JarFlavourSchema, { jarId: crypto.randomUUID(), flavour }));
  const noted = (tenant = 'acme') =>
    runAsTenant(tenant, async () => {
      const rows = await (await database.reader()).find(JarFlavourSchema);
      return rows.map(({ flavour }) => flavour);
    });
  const lettersOf = (tenant: string) => runAsTenant(tenant, async () => (await deadLetters.list(100)).items);

  describe('gives a handler', () => {
    it('the event, its data as the contract knows it', async () => {
      const events: Envelope[] = [];
      const { publish, counted } = await listening((event) => events.push(event));
      const sent = contacted({ data: { added: 'by a newer sender' } });
      await publish(sent);
      const { data, ...rest } = JSON.parse(sent.body) as Envelope;
      const { taskId, customerId, contactId } = data;
      expect(events).toEqual([{ ...rest, data: { taskId, customerId, contactId } }]);
      expect(counted).toEqual(['handled']);
    });

    it('the tenant, the trace and the id of the event as its context, and nobody’s identity', async () => {
      const contexts: unknown[] = [];
      const traceparent = newTraceparent();
      const { publish } = await listening(() => contexts.push(currentContext()));
      const sent = contacted({ tenant: 'globex', traceparent });
      await runAsTenant('acme', () => publish(sent));
      expect(contexts).toEqual([
        {
          tenantId: 'globex',
          traceparent,
          requestId: sent.id,
          unitOfWork: expect.objectContaining({ tenantId: 'globex' }),
        },
      ]);
    });

    it('the rules of automation it comes of, for what comes of it in turn', async () => {
      const causes: unknown[] = [];
      const { publish } = await listening(() => causes.push(currentContext()!.causes));
      await publish(contacted({ causes: 'first,second' }), contacted());
      expect(causes).toEqual([['first', 'second'], undefined]);
    });

    it('a trace of its own when the sender’s is malformed', async () => {
      const traces: (string | null)[] = [];
      const { publish } = await listening(() => traces.push(traceIdOf(currentContext()!.traceparent)));
      await publish(contacted({ traceparent: 'nonsense' }));
      expect(traces).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    });

    it('one transaction with the receipt: what it did before it failed did not happen', async () => {
      let attempts = 0;
      const { publishPatiently, counted } = await listening(async () => {
        await note('once');
        if (++attempts < 3) throw boom;
      });
      await publishPatiently(contacted());
      expect([attempts, await noted()]).toEqual([3, ['once']]);
      expect(counted).toEqual(['retried', 'retried', 'handled']);
    });

    it('an event it had no second time', async () => {
      const { publish, counted } = await listening(() => note('once'));
      const event = contacted();
      await publish(event, event);
      await Promise.all(Array.from({ length: 10 }, () => publish(event)));
      expect(await noted()).toEqual(['once']);
      expect(Map.groupBy(counted, (each) => each).get('seen')).toHaveLength(11);
    });

    it('no transaction when it talks to others first; then it keeps its own receipt', async () => {
      const units: unknown[] = [];
      const { publish, counted } = await listening(async (event) => {
        units.push(currentContext()!.unitOfWork);
        await new Inbox(database, clock).once('desk', event.id, () => note('outside'));
      }, OUTSIDE_TRANSACTION);
      const event = contacted();
      await publish(event, event);
      expect([units, counted, await noted()]).toEqual([[undefined], ['handled', 'seen'], ['outside']]);
    });

    it('no look for a receipt when it is safe to repeat as it is', async () => {
      const inbox = jest.spyOn(Inbox.prototype, 'seen');
      const { publish, counted } = await listening(() => note('again'), REPEATABLE);
      const event = contacted();
      await publish(event, event);
      expect([counted, await noted(), inbox.mock.calls]).toEqual([['handled', 'handled'], ['again', 'again'], []]);
      inbox.mockRestore();
    });

    it('patience to finish when the transport closes', async () => {
      const release = Promise.withResolvers<void>();
      const started = Promise.withResolvers<void>();
      const { publish, transport } = await listening(async () => {
        started.resolve();
        await release.promise;
        await note('finished');
      });
      const published = publish(contacted());
      await started.promise;
      const closed = transport.close();
      release.resolve();
      await Promise.all([published, closed]);
      expect(await noted()).toEqual(['finished']);
    });

    it('what it answers as an Observable, too', async () => {
      let attempts = 0;
      const { publishPatiently, counted } = await listening(() => (++attempts < 2 ? throwError(() => boom) : of(1, 2)));
      await publishPatiently(contacted());
      expect(counted).toEqual(['retried', 'handled']);
    });
  });

  describe('with several handlers of one type', () => {
    it('runs one after the other, in one transaction with one receipt', async () => {
      const happened: string[] = [];
      const { transport, publish, publishPatiently } = await listening(async () => {
        await note('first');
        happened.push('first');
      });
      let failures = 1;
      transport.addHandler(taskContacted.type, async () => {
        happened.push('second');
        await note('second');
        if (failures-- > 0) throw boom;
      });
      const event = contacted();
      await publishPatiently(event);
      await publish(event);
      expect(happened).toEqual(['first', 'second', 'first', 'second']);
      expect((await noted()).toSorted()).toEqual(['first', 'second']);
    });

    it('runs what talks to others after the commit, and again with every repetition', async () => {
      const { transport, publish, publishPatiently } = await listening(() => note('within'));
      const units: unknown[] = [];
      let failures = 1;
      const outside = async () => {
        units.push(currentContext()!.unitOfWork);
        expect(await noted()).toEqual(['within']);
        if (failures-- > 0) throw boom;
      };
      transport.addHandler(taskContacted.type, outside, true, OUTSIDE_TRANSACTION);
      const event = contacted();
      await publishPatiently(event);
      await publish(event);
      expect(units).toEqual([undefined, undefined, undefined]);
      expect(await noted()).toEqual(['within']);
    });

    it('refuses to start when they want to be handled differently', async () => {
      const { transport } = await listening(() => undefined);
      const repeatable = { repeatable: true };
      const other = () => transport.addHandler(taskContacted.type, async () => undefined, true, repeatable);
      expect(other).toThrow('the handlers of task.contacted.v1 want different extras');
    });

    it('waits as long as the one that is patient', async () => {
      const { transport, publishPatiently, pauses } = await listening(() => undefined);
      const fails = async () => Promise.reject(boom);
      transport.addHandler(taskContacted.type, fails, true, { outsideTransaction: true, backoffMs: [30, 3_000] });
      await publishPatiently(contacted());
      expect(pauses.asked).toEqual([30, 3_000]);
    });
  });

  describe('makes a dead letter of', () => {
    it('what keeps failing, after the retries and their waits', async () => {
      const { publishPatiently, pauses, counted, errors } = await listening(async () => {
        await note('never');
        throw boom;
      });
      const event = contacted();
      await publishPatiently(event);
      expect(pauses.asked).toEqual([10, 20]);
      expect(counted).toEqual(['retried', 'retried', 'dead']);
      expect(await noted()).toEqual([]);
      expect(await lettersOf('acme')).toEqual([
        {
          id: expect.any(String),
          consumer: 'desk',
          messageId: event.id,
          topic: 'ticket-events',
          messageKey: event.key,
          body: event.body,
          reason: 'Error: boom',
          attempts: 3,
          failedAt: clock.now(),
        },
      ]);
      expect(errors).toHaveBeenCalledWith(
        expect.objectContaining({ event: event.id, attempts: 3 }),
        'event became a dead letter',
      );
    });

    it('what breaks its contract, at once', async () => {
      const { publish, pauses, counted } = await listening(() => note('never'));
      await publish(contacted({ data: { taskId: 'Ann' } }));
      const [letter] = await lettersOf('acme');
      expect(letter).toMatchObject({ attempts: 1, reason: expect.stringMatching(/^Unreadable: .*taskId/) });
      expect([letter!.reason.includes('Ann'), pauses.asked, counted]).toEqual([false, [], ['dead']]);
    });

    it('what is no event at all, kept for the platform', async () => {
      const { broker } = await listening(() => undefined);
      const garbage = { id: 'x'.repeat(100), topic: 'ticket-events', key: 'k'.repeat(64), body: 'ü'.repeat(40_000) };
      await broker.publish([garbage]);
      const [letter] = await lettersOf('platform');
      expect(letter).toMatchObject({ messageId: 'x'.repeat(36), messageKey: 'k'.repeat(36) });
      expect(letter!.body).toBe('ü'.repeat(16_383));
    });

    it('nothing that its handler quoted from the data', async () => {
      const { publishPatiently } = await listening(() => {
        const refused = Object.assign(new Error(`Duplicate entry 'ann@example.org' for key 'email'`), { errno: 1062 });
        throw new QueryFailedError('INSERT INTO person VALUES (?)', ['ann@example.org'], refused);
      });
      await publishPatiently(contacted());
      const [letter] = await lettersOf('acme');
      expect(letter!.reason).toBe('QueryFailedError: Duplicate entry …');
    });

    it('one message once, however often it fails', async () => {
      const { publishPatiently } = await listening(() => {
        throw boom;
      });
      const event = contacted();
      await publishPatiently(event);
      clock.advance({ minutes: 5 });
      await publishPatiently(event);
      expect(await lettersOf('acme')).toMatchObject([{ messageId: event.id, failedAt: clock.now() }]);
    });

    it('and lets the next pass: of its subject behind it, of others meanwhile', async () => {
      const bad = contacted({ subject: 'a' });
      const behind = contacted({ subject: 'a' });
      const beside = contacted({ subject: 'b' });
      const { publish, pauses } = await listening(async ({ id }) => {
        if (id === bad.id) throw boom;
        await note(id);
      });
      const published = publish(bad, behind, beside);
      await eventually('the other subject passed', async () => (await noted()).includes(beside.id), { every: 5 });
      expect(await noted()).not.toContain(behind.id);
      while ((await noted()).length < 2) pauses.pass();
      await published;
      expect(await lettersOf('acme')).toHaveLength(1);
    });
  });

  describe('leaves alone', () => {
    it('a type that nobody here handles, though it breaks a contract or has none yet', async () => {
      const { publish, counted } = await listening(() => undefined);
      await publish(contacted({ type: ticketUrged.type }), contacted({ type: 'ticket.levitated.v1' }));
      expect([counted, await lettersOf('acme')]).toEqual([[], []]);
    });

    it('what it could not even bury: the broker gives it again', async () => {
      const { publishPatiently, counted } = await listening(() => {
        throw boom;
      });
      const keep = jest.spyOn(deadLetters, 'keep').mockRejectedValueOnce(new Error('the database is away'));
      await publishPatiently(contacted());
      expect(keep).toHaveBeenCalledTimes(2);
      expect(counted).toEqual(['retried', 'retried', 'retried', 'retried', 'dead']);
      keep.mockRestore();
    });

    it('what waits for its next try when the transport closes: the broker has it', async () => {
      const { publish, transport, pauses } = await listening(() => {
        throw boom;
      });
      const published = publish(contacted());
      await eventually('it waits', () => pauses.asked.length === 1, { every: 5 });
      await Promise.all([expect(published).rejects.toThrow(/nobody .* listens/), transport.close()]);
      expect(await lettersOf('acme')).toEqual([]);
    });
  });

  it('drops, loudly, what is for a tenant that has no database', async () => {
    const { publishPatiently, counted, errors } = await listening(() => note('never'));
    const event = contacted({ tenant: 'gone' });
    await publishPatiently(event);
    expect(counted).toEqual(['retried', 'retried', 'dropped']);
    expect(errors).toHaveBeenCalledWith(
      expect.objectContaining({ event: event.id }),
      'event dropped: its tenant has no database',
    );
  });

  describe('replays a dead letter', () => {
    const buried = async (heals: () => boolean) => {
      const listener = await listening(async () => {
        await note('replayed');
        if (!heals()) throw boom;
      });
      await listener.publishPatiently(contacted());
      const [letter] = await lettersOf('acme');
      return { ...listener, letter: letter! };
    };

    it('as if it came now, in the context of its tenant', async () => {
      let healed = false;
      const { transport, letter } = await buried(() => healed);
      healed = true;
      await runAsTenant('acme', () => transport.replay(letter));
      expect(await noted()).toEqual(['replayed']);
      await runAsTenant('acme', () => transport.replay(letter));
      expect(await noted()).toEqual(['replayed']);
    });

    it('and says why it failed again', async () => {
      const { transport, letter } = await buried(() => false);
      const replaying = runAsTenant('acme', () => transport.replay(letter));
      await expect(replaying).rejects.toThrow(ReplayFailed);
      await expect(replaying).rejects.toThrow('Error: boom');
      expect(await noted()).toEqual([]);
    });
  });

  it('keeps tenants apart in handlers, exactly once, though they fail and the broker repeats itself', async () => {
    const crossings: string[] = [];
    const { publishPatiently } = await listening(
      async ({ id, tenantid }) => {
        await note(`${tenantid} ${id}`);
        await turns();
        const rows = await (await database.reader()).find(JarFlavourSchema, { order: { jarId: 'ASC' }, take: 5 });
        for (const { flavour } of rows) if (!flavour.startsWith(`${tenantid} `)) crossings.push(flavour);
        if (Math.random() < 0.3) throw boom;
      },
      { backoffMs: Array.from({ length: 30 }, () => 1) },
    );
    const events = Array.from({ length: 300 }, (_, n) =>
      contacted({ tenant: TENANTS[n % 3], subject: `subject-${n % 20}` }),
    );
    await publishPatiently(...events, ...events.filter((_, n) => n % 4 === 0));
    expect(crossings).toEqual([]);
    for (const tenant of TENANTS) {
      const own = events.filter(({ body }) => (JSON.parse(body) as Envelope).tenantid === tenant);
      expect((await noted(tenant)).toSorted()).toEqual(own.map(({ id }) => `${tenant} ${id}`).toSorted());
    }
  });
});

interface Sent {
  readonly tenant?: string;
  readonly subject?: string;
  readonly type?: string;
  readonly traceparent?: string;
  readonly causes?: string;
  /** In place of, or beside, what the contract wants. */
  readonly data?: Record<string, unknown>;
}

function contacted({
  tenant = 'acme',
  subject = crypto.randomUUID(),
  type = taskContacted.type,
  traceparent = newTraceparent(),
  causes,
  data,
}: Sent = {}): BrokerMessage {
  const [taskId, customerId, contactId, id] = Array.from({ length: 4 }, () => crypto.randomUUID());
  const envelope: Envelope = {
    specversion: '1.0',
    id: id!,
    source: '/test',
    type,
    subject,
    time: '2026-11-23T09:00:00.000Z',
    datacontenttype: 'application/json',
    tenantid: tenant,
    traceparent,
    ...(causes !== undefined && { causes }),
    data: { taskId, customerId, contactId, ...data },
  };
  return { id: envelope.id, topic: 'ticket-events', key: subject, body: JSON.stringify(envelope) };
}

async function turns(): Promise<void> {
  for (let left = Math.random() * 4; left > 0; left--) await new Promise(setImmediate);
}
