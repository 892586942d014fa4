import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Public, Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Header, Headers, Post } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { IssueClientToken } from './commands/issue-client-token.js';
import { LogIn } from './commands/log-in.js';
import { WhoAmI } from './queries/who-am-i.js';
import { cameFrom, type EntranceHeaders } from './came-from.js';
import { firstStepAnswer, tokenAnswer } from './tokens/token-answer.js';
import { OauthRefusals } from './tokens/oauth-refusals.js';
import * as dto from './tokens/token.dto.js';

/** The ways in for people and machines of a tenant. Tokens are not kept for repetitions. */
@ApiTags('login')
@Controller('api/v1')
export class LoginController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post('auth/login')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @Answers(dto.FirstStepAnswer)
  async logIn(@Body({ schema: dto.LogInBody }) body: dto.LogInBody, @Headers() headers: EntranceHeaders) {
    return firstStepAnswer(await this.commands.execute(new LogIn(body.login, body.password, cameFrom(headers))));
  }

  @Post('auth/token')
  @Public()
  @NaturallyIdempotent()
  @Header('cache-control', 'no-store')
  @OauthRefusals()
  @Answers(dto.TokenAnswer)
  async getClientToken(@Body({ schema: dto.TokenBody }) { client_id, client_secret, scope }: dto.TokenBody) {
    return tokenAnswer(await this.commands.execute(new IssueClientToken(client_id, client_secret, scope)));
  }

  @Get('me')
  @Requires('me:read')
  @Answers(dto.MeView)
  whoAmI() {
    return this.queries.execute(new WhoAmI(currentContext()!.identity!));
  }
}
