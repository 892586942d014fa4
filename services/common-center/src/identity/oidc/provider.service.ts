import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { RoleService } from '../roles/role.service.js';
import { SealedSecrets } from '../secrets/sealed-secrets.js';
import { ProviderNotFound } from './oidc.errors.js';
import { ProviderSchema, type ProviderRow } from './provider.schema.js';

export type ProviderInput = Omit<ProviderRow, 'id' | 'version' | 'sealedSecret'> & { readonly clientSecret: string };

/** The identity providers a tenant trusts. */
@Injectable()
export class ProviderService {
  constructor(
    private readonly database: Database,
    private readonly roles: RoleService,
    private readonly secrets: SealedSecrets,
  ) {}

  async list(): Promise<ProviderRow[]> {
    return (await this.database.reader()).find(ProviderSchema, { order: { id: 'ASC' } });
  }

  /** @throws ProviderNotFound */
  async get(id: string): Promise<ProviderRow> {
    const provider = await (await this.database.reader()).findOneBy(ProviderSchema, { id });
    if (!provider) throw new ProviderNotFound('There is no such identity provider.', { id });
    return provider;
  }

  /** Who says what people become may give no more than they have. @throws UnknownRole, GrantBeyondOwn, StaleVersion */
  async define(id: string, { clientSecret, ...input }: ProviderInput): Promise<ProviderRow> {
    await this.roles.requireGrantable([...input.defaultRoles, ...Object.values(input.roleMapping)]);
    const sealedSecret = this.secrets.seal(Buffer.from(clientSecret), id);
    await this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(ProviderSchema, { id });
      const version = current?.version ?? 0;
      checkPrecondition({ id, version });
      const next = { ...input, id, sealedSecret, version: version + 1 };
      await (current ? tx.update(ProviderSchema, { id }, next) : tx.insert(ProviderSchema, next));
    });
    return this.get(id);
  }

  async remove(id: string): Promise<void> {
    await this.get(id);
    await this.database.transaction(async (tx) => void (await tx.delete(ProviderSchema, { id })));
  }

  secretOf({ id, sealedSecret }: ProviderRow): string {
    return this.secrets.open(sealedSecret, id).toString();
  }
}
