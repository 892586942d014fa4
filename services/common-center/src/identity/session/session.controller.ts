import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Audited } from '#libs/web/audit/audited';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public, Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Header, Headers, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { LogInAnswer } from '../tokens/token.dto.js';
import { logInAnswer } from '../tokens/token-answer.js';
import { EndAllSessions, EndSession } from './commands/end-session.js';
import { RefreshSession } from './commands/refresh-session.js';
import { NoSession } from './domain/session.errors.js';
import { ListSessions } from './list-sessions.js';
import * as dto from './session.dto.js';

/** An ended session gets no token any more; gateways refuse the last one it got. */
@ApiTags('sessions')
@Controller('api/v1')
export class SessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Repeated with the same Idempotency-Key within seconds it gives the same refresh token again; otherwise each is good once. */
  @Post('sessions/refresh')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(LogInAnswer)
  async refreshSession(
    @Body({ schema: dto.RefreshBody }) { refreshToken }: dto.RefreshBody,
    @Headers('idempotency-key') key?: string,
  ) {
    const request = key ?? currentContext()!.requestId!;
    return logInAnswer(await this.commands.execute(new RefreshSession(refreshToken, request)));
  }

  @Get('sessions')
  @Requires('me:sessions')
  @Answers(dto.SessionPage)
  listSessions(@Query({ schema: dto.ListSessionsQuery }) query: dto.ListSessionsQuery) {
    return this.queries.execute(new ListSessions(actor(), query, currentContext()?.identity?.sessionId));
  }

  @Delete('sessions/:id')
  @Requires('me:sessions')
  @Answers(null)
  async endSession(@Param('id') id: string) {
    await this.commands.execute(new EndSession(id, actor(), 'ended'));
  }

  @Post('sessions/logout')
  @Requires('me:sessions')
  @NaturallyIdempotent()
  @Answers(null)
  async logOut() {
    const { kind, sessionId } = currentContext()?.identity ?? {};
    if (kind !== 'person' || sessionId === undefined) throw new NoSession('This token was not given for a session.');
    await this.commands.execute(new EndSession(sessionId, actor(), 'logged-out'));
  }

  @Post('sessions/logout-everywhere')
  @Requires('me:sessions')
  @NaturallyIdempotent()
  @Answers(null)
  async logOutEverywhere() {
    await this.commands.execute(new EndAllSessions(actor(), 'logged-out'));
  }

  @Get('accounts/:id/sessions')
  @Requires('session:read')
  @Answers(dto.SessionPage)
  listSessionsOfAccount(
    @Param('id') id: string,
    @Query({ schema: dto.ListSessionsQuery }) query: dto.ListSessionsQuery,
  ) {
    return this.queries.execute(new ListSessions(id, query));
  }

  @Delete('accounts/:id/sessions')
  @Requires('session:end')
  @Audited<SessionController>({
    before: (sessions, id) => sessions.listSessionsOfAccount(id, dto.ListSessionsQuery.parse({})),
    as: dto.SessionPage,
  })
  @Answers(null)
  async endSessionsOfAccount(@Param('id') id: string) {
    await this.commands.execute(new EndAllSessions(id, 'ended'));
  }
}
