import { ServiceClient } from '#libs/discovery/calls/service-client';
import { STARS } from '#libs/personal-data/masking/keep';
import { looksMasked } from '#libs/personal-data/masking/mask';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { currentContext, currentTenant, runInContext } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { TokenIssuer } from '../../identity/identity.api.js';
import { MaskedAlways, NothingToReveal } from './domain/reveal.errors.js';
import { REVEALABLE } from './revealable.js';

/** Records as they are, of whoever may read them. */
@Injectable()
export class ClearRecords {
  constructor(
    private readonly client: ServiceClient,
    private readonly tokens: TokenIssuer,
    private readonly policies: MaskingPolicies,
  ) {}

  /**
   * One text of one record.
   * @param pointer RFC 6901
   * @throws NothingToReveal; MaskedAlways; RemoteProblem as the record's own route answers the caller
   */
  async text(resource: keyof typeof REVEALABLE, id: string, pointer: string): Promise<string> {
    const { service, path, permission } = REVEALABLE[resource];
    const read = () => this.client.request(service, { method: 'GET', path: `${path}/${id}`, schema: z.unknown() });
    // First as the caller: that they may read the record is for its owner to say.
    const shown = pointedAt(await read(), pointer);
    const record = await this.#unmasked(permission, read);
    const value = pointedAt(record, pointer);
    if (typeof value !== 'string') throw new NothingToReveal('There is no such text in the record.');
    // Its owner masks it for this token too: there is nothing more to be seen than the caller was shown.
    if (value === shown && this.#staysMasked(value)) throw new MaskedAlways('This is masked for everybody, always.');
    return value;
  }

  #staysMasked(value: string): boolean {
    const { always } = this.policies.of(currentTenant());
    return value === STARS || always.some((kind) => looksMasked(kind, value));
  }

  /** By a token that lives as long as the call and leaves this process to the record's owner only. */
  async #unmasked<T>(permission: string, read: () => Promise<T>): Promise<T> {
    const context = currentContext()!;
    const { subject } = context.identity!;
    const scope = `${permission} personal:*`;
    const { token } = await this.tokens.issue({ subject, kind: 'client', tenantId: context.tenantId!, scope });
    const identity = { ...context.identity!, kind: 'client' as const, permissions: scope.split(' '), token };
    return runInContext({ ...context, identity }, read);
  }
}

function pointedAt(record: unknown, pointer: string): unknown {
  const names = pointer.slice(1).split('/');
  return names.reduce<unknown>((value, name) => {
    const plain = name.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null && Object.hasOwn(value, plain)
      ? (value as Record<string, unknown>)[plain]
      : undefined;
  }, record);
}
