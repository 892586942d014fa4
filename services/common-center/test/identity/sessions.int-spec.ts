import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { LoginLocked } from '../../src/identity/domain/identity.errors.js';
import { LoginGuard } from '../../src/identity/lockout/login-guard.js';
import { Session } from '../../src/identity/session/domain/session.aggregate.js';
import { TypeormSessions } from '../../src/identity/session/infra/typeorm-session.repository.js';
import { commonCenter } from '../../src/service.js';

const TERMS = { idleSeconds: 3_600, sessionSeconds: 10_000, graceSeconds: 10 };

onEachEngine('sessions of several processes', (open) => {
  const clock = new FakeClock();
  const outbox = new Outbox('/common-center');
  let engine: Engine;

  beforeAll(async () => {
    engine = await open(withServiceTables(commonCenter.database), ['acme']);
  });
  afterAll(() => engine.dispose());

  const inAcme = <T>(work: () => T) => runAsTenant('acme', work);
  const databases = () => [engine.database, engine.another(), engine.another()];

  it('let no more guesses through at once than one after the other', () =>
    inAcme(async () => {
      const guards = databases().map((database) => new LoginGuard(database, outbox, clock));
      const guesses = Array.from({ length: 30 }, (_, index) => guards[index % 3]!.tryPassword('mia', '10.0.0.1'));
      const outcomes = await Promise.allSettled(guesses);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
      const refusals = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      expect(refusals.every((refusal) => refusal instanceof LoginLocked)).toBe(true);
    }));

  it('spend a refresh token once, whoever comes at the same time', () =>
    inAcme(async () => {
      const stores = databases().map((database) => new TypeormSessions(database, outbox, clock));
      const [id, accountId] = [newId(clock.now()), newId(clock.now())];
      const parts = { id, accountId, device: 'unknown', amr: ['pwd'], tokenHash: 'hash-1' };
      await stores[0]!.add(Session.begin(parts, TERMS, clock.now()));
      const refresh = (store: TypeormSessions, index: number) => {
        const shown = { hash: 'hash-1', request: `request-${index}`, successorHash: `next-${index}`, nonce: 'nonce' };
        return store.update(id, (session) => session.refresh(shown, TERMS, clock.now()));
      };
      const answers = await Promise.all(stores.map(refresh));
      expect(answers.filter((answer) => answer !== 'refused')).toHaveLength(1);
      expect((await stores[0]!.get(id)).endReason).toBe('reuse-detected');
    }));
});
