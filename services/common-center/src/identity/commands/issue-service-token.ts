import { createHash, timingSafeEqual } from 'node:crypto';
import { SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Refusal } from '#libs/web/http/problem';
import { SERVICE_SECRET } from '#libs/web/access/service-secret';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { TokenIssuer, type IssuedToken } from '../tokens/token-issuer.js';

/** Asked for by the gateway, for requests of people nobody knows: a token that only says who carries them. */
const PUBLIC_SCOPE = 'public';

export class IssueServiceToken extends Command<IssuedToken> {
  constructor(
    readonly service: string,
    readonly secret: string,
    readonly scope?: string,
  ) {
    super();
  }
}

@CommandHandler(IssueServiceToken)
export class IssueServiceTokenHandler implements ICommandHandler<IssueServiceToken> {
  constructor(
    @Inject(SERVICE_SECRET) private readonly serviceSecret: string,
    private readonly tokens: TokenIssuer,
  ) {}

  async execute({ service, secret, scope }: IssueServiceToken): Promise<IssuedToken> {
    if (!isSame(secret, this.serviceSecret)) throw new Refusal(401, 'client-refused', 'Client or secret is wrong.');
    const granted = scope === PUBLIC_SCOPE ? '' : SERVICE_INTERNAL;
    return this.tokens.issue({ subject: service, kind: 'service', scope: granted });
  }
}

/** Takes the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const [digestA, digestB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(digestA!, digestB!);
}
