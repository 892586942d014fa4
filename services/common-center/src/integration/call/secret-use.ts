import type { ConnectionIdentity } from '#libs/web/outside/outside-connections';
import type { InterfaceDocument } from '../domain/interface-document.js';
import type { OpenedSecret } from '../secret/interface-secrets.js';
import { InterfaceFault } from './interface-fault.js';

/** The secrets of one call: each only for where it was given. */
export class SecretUse {
  constructor(
    private readonly target: string,
    private readonly secrets: ReadonlyMap<string, OpenedSecret>,
  ) {}

  /** @throws InterfaceFault `interface-secret-missing`, or `interface-secret-elsewhere`: it was given for another address */
  of(name: string, url: string): OpenedSecret {
    const secret = this.secrets.get(name);
    if (!secret) throw new InterfaceFault(this.target, 'interface-secret-missing', `${name} was never given`);
    if (!secret.origins.includes(new URL(url).origin))
      throw new InterfaceFault(this.target, 'interface-secret-elsewhere', `${name} was given for another address`);
    return secret;
  }

  /** @throws InterfaceFault */
  identityFor(url: string, { tls }: InterfaceDocument): ConnectionIdentity {
    return {
      ...(tls.clientCertificate && {
        certificate: this.of('tls-certificate', url).value,
        key: this.of('tls-key', url).value,
      }),
      ...(tls.authorities !== null && { authorities: tls.authorities }),
    };
  }
}
