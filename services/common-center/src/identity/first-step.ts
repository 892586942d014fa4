import { Injectable } from '@nestjs/common';
import type { Account } from './domain/account.aggregate.js';
import { MfaPolicyService } from './mfa/mfa-policy.service.js';
import { MfaTokens, type MfaToken } from './mfa/mfa-tokens.js';
import { SecondFactor } from './mfa/second-factor.js';
import { SessionStarts, type Entrance, type SessionTokens } from './session/session-starts.js';

/** What was shown may be half of it. */
export interface SecondStep extends MfaToken {
  readonly next: 'code' | 'enrolment';
}

/** RFC 8176: who came in says itself that it saw several factors. */
const SEVERAL = 'mfa';

/** What follows when somebody has shown who they are. */
@Injectable()
export class FirstStep {
  constructor(
    private readonly secondFactor: SecondFactor,
    private readonly policy: MfaPolicyService,
    private readonly mfaTokens: MfaTokens,
    private readonly starts: SessionStarts,
  ) {}

  async passed(account: Account, entrance: Entrance): Promise<SessionTokens | SecondStep> {
    const next = entrance.amr.includes(SEVERAL) ? null : await this.#nextOf(account);
    if (next === null) return this.starts.begin(account, entrance);
    return { next, ...(await this.mfaTokens.issue(account, entrance.amr)) };
  }

  async #nextOf({ id, credentials }: Account): Promise<SecondStep['next'] | null> {
    if (await this.secondFactor.isActive(id)) return 'code';
    return (await this.policy.requires(credentials?.roles ?? [])) ? 'enrolment' : null;
  }
}
