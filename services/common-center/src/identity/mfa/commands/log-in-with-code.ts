import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CameFrom } from '../../came-from.js';
import { SessionStarts, type SessionTokens } from '../../session/session-starts.js';
import { MfaTokens } from '../mfa-tokens.js';
import { SecondFactor, type Enrolment } from '../second-factor.js';

/** RFC 8176. */
const SHOWN = ['otp', 'mfa'];

export interface CameInWithCode extends SessionTokens {
  /** Of a second factor that begins with this log-in; told once. */
  readonly recoveryCodes: string[] | undefined;
}

export class LogInWithCode extends Command<CameInWithCode> {
  constructor(
    readonly mfaToken: string,
    readonly code: string,
    readonly from: CameFrom,
  ) {
    super();
  }
}

@CommandHandler(LogInWithCode)
export class LogInWithCodeHandler implements ICommandHandler<LogInWithCode> {
  constructor(
    private readonly mfaTokens: MfaTokens,
    private readonly secondFactor: SecondFactor,
    private readonly starts: SessionStarts,
  ) {}

  async execute({ mfaToken, code, from: { device } }: LogInWithCode): Promise<CameInWithCode> {
    const { account, amr } = await this.mfaTokens.read(mfaToken);
    const isActive = await this.secondFactor.isActive(account.id);
    const recoveryCodes = isActive ? undefined : await this.secondFactor.confirm(account, code);
    if (isActive) await this.secondFactor.check(account, code);
    return { ...(await this.starts.begin(account, { device, amr: [...amr, ...SHOWN] })), recoveryCodes };
  }
}

/** For somebody who must have a second factor before they come in. */
export class EnrolAtLogIn extends Command<Enrolment> {
  constructor(readonly mfaToken: string) {
    super();
  }
}

@CommandHandler(EnrolAtLogIn)
export class EnrolAtLogInHandler implements ICommandHandler<EnrolAtLogIn> {
  constructor(
    private readonly mfaTokens: MfaTokens,
    private readonly secondFactor: SecondFactor,
  ) {}

  async execute({ mfaToken }: EnrolAtLogIn): Promise<Enrolment> {
    return this.secondFactor.enrol((await this.mfaTokens.read(mfaToken)).account);
  }
}
