import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SessionNotFound } from '../domain/session.errors.js';
import { Sessions } from '../domain/session.repository.js';
import type { SessionEnd } from '../domain/session.events.js';

export class EndSession extends Command<void> {
  constructor(
    readonly sessionId: string,
    /** Whose it has to be. */
    readonly accountId: string,
    readonly reason: SessionEnd,
  ) {
    super();
  }
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /** Somebody else's session is as good as none. */
  async execute({ sessionId, accountId, reason }: EndSession): Promise<void> {
    await this.sessions.update(sessionId, (session) => {
      if (session.accountId !== accountId) throw new SessionNotFound('There is no such session.', { id: sessionId });
      session.end(reason, this.clock.now());
    });
  }
}

export class EndAllSessions extends Command<void> {
  constructor(
    readonly accountId: string,
    readonly reason: SessionEnd,
  ) {
    super();
  }
}

@CommandHandler(EndAllSessions)
export class EndAllSessionsHandler implements ICommandHandler<EndAllSessions> {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async execute({ accountId, reason }: EndAllSessions): Promise<void> {
    await this.sessions.endAllOf(accountId, reason, this.clock.now());
  }
}
