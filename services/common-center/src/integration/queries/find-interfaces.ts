import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { InterfaceNotFound } from '../domain/integration.errors.js';
import { secretNamesOf } from '../domain/interface-document.js';
import { OutsideInterfaceSchema, type OutsideInterfaceRow } from '../infra/outside-interface.schema.js';
import { InterfaceSecrets } from '../secret/interface-secrets.js';

/** Interfaces for people; never their secrets. */
@Injectable()
export class InterfaceQueries {
  constructor(
    private readonly database: Database,
    private readonly secrets: InterfaceSecrets,
  ) {}

  /** By code. */
  async list({ limit, cursor }: PageQuery) {
    const where = cursor === undefined ? {} : { code: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const find = { where, order: { code: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(OutsideInterfaceSchema, find);
    return pageOf(rows.map(viewOf), limit, ({ code }) => [code]);
  }

  /** @throws InterfaceNotFound */
  async get(id: string) {
    return viewOf(await this.#row(id));
  }

  /** Which secrets there are, and which the draft needs besides. @throws InterfaceNotFound */
  async secretsOf(id: string) {
    const { draft } = await this.#row(id);
    const items = (await this.secrets.list(id)).map(({ name, setBy, setAt }) => {
      return { name, setBy, setAt: setAt.toISOString() };
    });
    const known = new Set(items.map(({ name }) => name));
    return { items, missing: secretNamesOf(draft).filter((name) => !known.has(name)) };
  }

  async #row(id: string): Promise<OutsideInterfaceRow> {
    const row = await (await this.database.reader()).findOneBy(OutsideInterfaceSchema, { id });
    if (!row) throw new InterfaceNotFound('There is no such interface.', { id });
    return row;
  }
}

function viewOf({ updatedAt, ...row }: OutsideInterfaceRow) {
  return { ...row, updatedAt: updatedAt.toISOString() };
}
