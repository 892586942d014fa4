import type { HttpCaller } from '#libs/discovery/calls/http-caller';
import { UnexpectedAnswer } from '#libs/discovery/calls/remote-error';
import type { ServiceRoutes } from '#libs/discovery/registry/routes';
import type { JSONWebKeySet } from 'jose';
import { SigningKeys } from './token-verifier.js';

const ISSUER = 'common-center';

/** The public keys of common-center, found through the registry. */
export class RemoteSigningKeys extends SigningKeys {
  constructor(
    private readonly caller: HttpCaller,
    private readonly routes: ServiceRoutes,
  ) {
    super();
  }

  async fetch(): Promise<JSONWebKeySet> {
    const answer = await this.caller.call(ISSUER, this.routes.to(ISSUER), {
      method: 'GET',
      path: '/.well-known/jwks.json',
      headers: {},
      announceDeadline: false,
    });
    if (answer.status !== 200) throw new UnexpectedAnswer(ISSUER, `${ISSUER} gave no keys`);
    return JSON.parse(answer.body) as JSONWebKeySet;
  }
}
