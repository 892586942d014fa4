import { randomBytes } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { Refusal } from '#libs/web/http/problem';
import { Injectable } from '@nestjs/common';
import type { Account } from '../domain/account.aggregate.js';
import { LoginGuard } from '../lockout/login-guard.js';
import { SealedSecrets } from '../secrets/sealed-secrets.js';
import { hashOf } from '../session/refresh-token.js';
import { base32 } from './base32.js';
import { Authenticator } from './domain/authenticator.aggregate.js';
import { Authenticators } from './domain/authenticator.repository.js';
import { matchingStep } from './totp.js';

/** RFC 4226 §4 R6 recommends 160 bits. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

export interface Enrolment {
  readonly secret: string;
  /** What authenticator apps read as a picture. */
  readonly uri: string;
}

/** Enrols, confirms and checks the second factor of people; whoever guesses codes waits longer each time. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly authenticators: Authenticators,
    private readonly secrets: SealedSecrets,
    private readonly guard: LoginGuard,
    private readonly clock: Clock,
  ) {}

  /** The secret is told once; it counts when a code of it was shown. @throws MfaActive */
  async enrol({ id, login }: Account): Promise<Enrolment> {
    const bytes = randomBytes(SECRET_BYTES);
    const sealed = this.secrets.seal(bytes, id);
    if (await this.authenticators.find(id))
      await this.authenticators.update(id, (authenticator) => authenticator.enrolAgain(sealed));
    else await this.authenticators.add(Authenticator.enrol(id, sealed));
    const secret = base32(bytes);
    return {
      secret,
      uri: `otpauth://totp/Switchboard:${encodeURIComponent(login)}?secret=${secret}&issuer=Switchboard`,
    };
  }

  /** Gives the recovery codes, once; only their hashes are kept. @throws MfaActive, MfaInactive, LoginLocked, Refusal 401 `code-refused` */
  async confirm(account: Account, code: string): Promise<string[]> {
    const codes = Array.from({ length: RECOVERY_CODES }, () => base32(randomBytes(RECOVERY_BYTES)));
    await this.#checked(account, async () => {
      const step = await this.#stepOf(account.id, code);
      if (step === null) return false;
      const hashes = codes.map(hashOf);
      await this.authenticators.update(account.id, (each) => each.confirm(step, hashes, this.clock.now()));
      return true;
    });
    return codes;
  }

  /** A code of the app, or a recovery code. @throws MfaInactive, LoginLocked, Refusal 401 `code-refused` */
  check(account: Account, code: string): Promise<void> {
    return this.#checked(account, () =>
      /^\d{6}$/.test(code) ? this.#accept(account.id, code) : this.#spend(account.id, code),
    );
  }

  async isActive(accountId: string): Promise<boolean> {
    return (await this.authenticators.find(accountId))?.isActive ?? false;
  }

  async #checked({ id, login }: Account, matches: () => Promise<boolean>): Promise<void> {
    const attempt = await this.guard.tryCode(login);
    if (await matches()) return this.guard.succeeded(attempt);
    await this.guard.failed(attempt, id);
    throw new Refusal(401, 'code-refused', 'The code is wrong, or was used before.');
  }

  async #accept(id: string, code: string): Promise<boolean> {
    const step = await this.#stepOf(id, code);
    return step !== null && (await this.authenticators.update(id, (authenticator) => authenticator.accept(step)));
  }

  #spend(id: string, code: string): Promise<boolean> {
    const hash = hashOf(code.toUpperCase().replaceAll(/[\s-]/g, ''));
    return this.authenticators.update(id, (authenticator) => authenticator.spend(hash));
  }

  async #stepOf(id: string, code: string): Promise<number | null> {
    const { sealedSecret } = await this.authenticators.get(id);
    return sealedSecret === null ? null : matchingStep(this.secrets.open(sealedSecret, id), code, this.clock.now());
  }
}
