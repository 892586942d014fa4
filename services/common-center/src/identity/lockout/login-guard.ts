import { loginLocked, loginUnlocked } from '#libs/contracts/common-center/identity/identity-events';
import { Clock } from '#libs/kernel/clock';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { addToRows } from '#libs/persistence/rows/add-to-rows';
import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { LoginLocked } from '../domain/identity.errors.js';
import { hashOf } from '../session/refresh-token.js';
import { BY_ADDRESS, BY_CODE, BY_LOGIN, tried, type LockoutPolicy } from './lockout.js';
import { LoginGuardSchema, type LoginGuardRow } from './login-guard.schema.js';

type Scope = 'login' | 'address' | 'code';

interface Guard {
  readonly scope: Scope;
  readonly key: string;
  readonly policy: LockoutPolicy;
}

/** A try that was let through, and counts as failed until it is said to have succeeded. */
export interface Attempt {
  readonly loginKey: string;
  readonly keys: readonly string[];
  /** What the next try has to wait for, if this one fails. */
  readonly lock: { readonly scope: Scope; readonly failures: number; readonly until: Date } | null;
}

/** Slows down who guesses, counted in the tenant's database for all processes together. */
@Injectable()
export class LoginGuard {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Logins that do not exist are counted alike. @throws LoginLocked */
  tryPassword(login: string, address: string | undefined): Promise<Attempt> {
    const guards: Guard[] = [{ scope: 'login', key: hashOf(`login\n${login}`), policy: BY_LOGIN }];
    if (address !== undefined)
      guards.push({ scope: 'address', key: hashOf(`address\n${login}\n${address}`), policy: BY_ADDRESS });
    return this.#try(keyOf(login), guards);
  }

  /** @throws LoginLocked */
  tryCode(login: string): Promise<Attempt> {
    return this.#try(keyOf(login), [{ scope: 'code', key: hashOf(`code\n${login}`), policy: BY_CODE }]);
  }

  async succeeded({ keys }: Attempt): Promise<void> {
    await this.database.transaction(
      async (tx) => void (await tx.delete(LoginGuardSchema, { guardKey: In([...keys]) })),
    );
  }

  /** @param accountId null: there is no such account, and nobody may see that by what is done */
  async failed({ lock, loginKey }: Attempt, accountId: string | null): Promise<void> {
    if (lock === null) return;
    const { scope, failures, until } = lock;
    const event = outgoing(loginLocked, { accountId, scope, failures, until: until.toISOString() });
    await this.#tell(accountId ?? loginKey.slice(0, 36), event);
  }

  async unlock(login: string, accountId: string, by: string): Promise<void> {
    const event = outgoing(loginUnlocked, { accountId, by });
    await this.database.transaction(async (tx) => {
      await tx.delete(LoginGuardSchema, { loginKey: keyOf(login) });
      await this.#tell(accountId, event);
    });
  }

  #try(loginKey: string, guards: readonly Guard[]): Promise<Attempt> {
    return this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const rows = await this.#locked(tx, loginKey, guards, now);
      const next = guards.map(({ key, scope, policy }) => {
        const row = rows.find(({ guardKey }) => guardKey === key) ?? null;
        requireUnlocked(row, now);
        return { key, scope, ...tried(row, policy, now) };
      });
      for (const { key, failures, lockedUntil, lastAt } of next)
        await tx.update(LoginGuardSchema, { guardKey: key }, { failures, lockedUntil, lastAt });
      const locks = next.flatMap(({ scope, failures, lockedUntil: until }) =>
        until ? [{ scope, failures, until }] : [],
      );
      const lock = locks.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0] ?? null;
      return { loginKey, keys: guards.map(({ key }) => key), lock };
    });
  }

  /** Made where they are missing, locked in one order, and read as they are now: who tries at once waits here. */
  async #locked(tx: EntityManager, loginKey: string, guards: readonly Guard[], lastAt: Date): Promise<LoginGuardRow[]> {
    const rows: LoginGuardRow[] = [];
    for (const { key: guardKey } of guards.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
      const none = { guardKey, loginKey, failures: 0, lockedUntil: null, lastAt };
      await addToRows(tx, LoginGuardSchema, [none], { sums: ['failures'] });
      rows.push(...(await readRows(tx, LoginGuardSchema, { guardKey }, { forUpdate: this.database.locksRows })));
    }
    return rows;
  }

  async #tell(subject: string, event: ReturnType<typeof outgoing>): Promise<void> {
    await this.database.transaction((tx) => this.outbox.append(tx, subject, this.clock.now(), [event]));
  }
}

function keyOf(login: string): string {
  return hashOf(`owner\n${login}`);
}

function requireUnlocked(row: LoginGuardRow | null, now: Date): void {
  if (!row?.lockedUntil || row.lockedUntil <= now) return;
  const retryAfterSeconds = Math.ceil((row.lockedUntil.getTime() - now.getTime()) / 1_000);
  throw new LoginLocked('Too many tries: wait before the next one.', { facts: { retryAfterSeconds } });
}
