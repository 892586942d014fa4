import type { Live } from '#libs/discovery/config/live-value';
import { Clock } from '#libs/kernel/clock';
import { Refusal } from '#libs/web/http/problem';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Accounts } from '../../domain/account.repository.js';
import type { IdentitySettings } from '#libs/contracts/settings/identity';
import { IDENTITY_SETTINGS } from '../../identity-settings.js';
import { Sessions } from '../domain/session.repository.js';
import { hashOf, newSecret, successorOf } from '../refresh-token.js';
import { SessionStarts, type SessionTokens } from '../session-starts.js';

export class RefreshSession extends Command<SessionTokens> {
  constructor(
    readonly token: string,
    /** What a repetition of the same request has in common with it. */
    readonly request: string,
  ) {
    super();
  }
}

@CommandHandler(RefreshSession)
export class RefreshSessionHandler implements ICommandHandler<RefreshSession> {
  constructor(
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly starts: SessionStarts,
    @Inject(IDENTITY_SETTINGS) private readonly settings: Live<IdentitySettings>,
    private readonly clock: Clock,
  ) {}

  /** One refusal for every reason. It comes after the commit: a reused token ends its session. */
  async execute({ token, request }: RefreshSession): Promise<SessionTokens> {
    const hash = hashOf(token);
    const sessionId = await this.sessions.idOfToken(hash);
    if (sessionId === null) throw refused();
    const nonce = newSecret();
    const shown = { hash, request: hashOf(request), nonce, successorHash: hashOf(successorOf(token, nonce)) };
    const now = this.clock.now();
    const { settings } = this;
    const refreshed = await this.sessions.update(sessionId, (session) => ({
      session,
      answer: session.refresh(shown, settings.current, now),
    }));
    if (refreshed.answer === 'refused') throw refused();
    const account = await this.accounts.get(refreshed.session.accountId);
    return this.starts.tokensOf(refreshed.session, account, successorOf(token, refreshed.answer.nonce));
  }
}

function refused(): Refusal {
  return new Refusal(401, 'refresh-refused', 'The session is over: log in again.');
}
