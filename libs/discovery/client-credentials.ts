import type { Clock } from '#libs/kernel/clock';
import type { HttpCaller } from './http-caller.js';
import type { ServiceRoutes } from './routes.js';
import { ServiceTokens } from './service-tokens.js';

export interface ClientSecret {
  /** The service's name. */
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The service's own token by OAuth 2 client credentials (RFC 6749 §4.4) from common-center, kept until shortly before it ends. */
export class ClientCredentials extends ServiceTokens {
  constructor(_caller: HttpCaller, _routes: ServiceRoutes, _secret: ClientSecret, _clock: Clock) {
    super();
  }

  token(): Promise<string> {
    throw new Error('not built yet');
  }
}
