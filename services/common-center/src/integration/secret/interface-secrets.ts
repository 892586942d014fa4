import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { SealedSecrets } from '../../identity/secrets/sealed-secrets.api.js';
import type { InterfaceDocument } from '../domain/interface-document.js';
import { InterfaceSecretSchema, type InterfaceSecretRow } from '../infra/interface-secret.schema.js';

export interface OpenedSecret {
  readonly value: string;
  readonly revision: number;
  readonly origins: readonly string[];
}

/** What interfaces know us by: written, used, and never shown. */
@Injectable()
export class InterfaceSecrets {
  constructor(
    private readonly database: Database,
    private readonly sealed: SealedSecrets,
    private readonly clock: Clock,
  ) {}

  /** By name; with nothing of what they are. */
  async list(interfaceId: string): Promise<Pick<InterfaceSecretRow, 'name' | 'setBy' | 'setAt'>[]> {
    const reader = await this.database.reader();
    return reader.find(InterfaceSecretSchema, { where: { interfaceId }, order: { name: 'ASC' } });
  }

  /**
   * In the place of the one there was. It goes nowhere but to where the document leads now: for another address it is given again.
   */
  async set(interfaceId: string, name: string, value: string, document: InterfaceDocument, by: string): Promise<void> {
    const sealed = this.sealed.seal(Buffer.from(value), ownerOf(interfaceId, name));
    await this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(InterfaceSecretSchema, { interfaceId, name });
      const said = { sealed, origins: originsOf(document), setBy: by, setAt: this.clock.now() };
      const row = { interfaceId, name, ...said, revision: (current?.revision ?? 0) + 1 };
      await (current
        ? tx.update(InterfaceSecretSchema, { interfaceId, name }, row)
        : tx.insert(InterfaceSecretSchema, row));
    });
  }

  async opened(interfaceId: string): Promise<ReadonlyMap<string, OpenedSecret>> {
    const rows = await (await this.database.reader()).findBy(InterfaceSecretSchema, { interfaceId });
    return new Map(
      rows.map(({ name, sealed, revision, origins }) => {
        const value = this.sealed.open(sealed, ownerOf(interfaceId, name)).toString();
        return [name, { value, revision, origins }];
      }),
    );
  }
}

/** Scheme, host and port that secrets of a document may be sent to. */
function originsOf({ baseUrl, auth }: Pick<InterfaceDocument, 'baseUrl' | 'auth'>): string[] {
  const urls = auth.kind === 'oauth2' ? [baseUrl, auth.tokenUrl] : [baseUrl];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

function ownerOf(interfaceId: string, name: string): string {
  return `${interfaceId}/${name}`;
}
