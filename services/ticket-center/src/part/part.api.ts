import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { PartSchema, type Part } from './part.schema.js';

export class UnknownPart extends domainError('part-unknown', 'invalid') {}

/** The catalogue of parts. */
@Injectable()
export class Parts {
  constructor(private readonly database: Database) {}

  async list(): Promise<Part[]> {
    return (await this.database.reader()).find(PartSchema, { order: { code: 'ASC' } });
  }

  put(code: string, part: Pick<Part, 'name' | 'unit'>): Promise<Part> {
    return this.database.transaction(async (tx) => {
      const current = await tx.findOneBy(PartSchema, { code });
      const next = { code, ...part, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(PartSchema, { code }, next) : tx.insert(PartSchema, next));
      return next;
    });
  }

  /** @throws UnknownPart */
  async require(codes: readonly string[]): Promise<void> {
    const known = await (await this.database.reader()).findBy(PartSchema, { code: In([...codes]) });
    const unknown = codes.filter((code) => !known.some((part) => part.code === code));
    if (unknown.length > 0) throw new UnknownPart(`There is no part ${unknown.join(', ')}.`, { unknown });
  }
}
