import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { eachPersonal, type Path } from '#libs/personal-data/marked';
import { looksMasked, mask } from '#libs/personal-data/masking/mask';
import { PERSONAL_KINDS, type PersonalKind } from '#libs/personal-data/masking/personal-kind';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { currentContext, type Identity } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { permits } from '../access/permissions.js';
import { ValidationFailed } from '../http/problem.js';

/** `personal:phone` lets its holder see phone numbers as they are, `personal:*` everything but what nobody is ever shown. */
const PERMISSION = 'personal';
const NEVER_SHOWN: PersonalKind = 'hidden';
/** What people are called and what they write is part of serving them; the rest is looked at for a purpose. */
const GUARDED: ReadonlySet<PersonalKind> = new Set(PERSONAL_KINDS.filter((kind) => kind !== 'name' && kind !== 'text'));
const MASKED = 'This is a mask, not the value: leave the field out to keep what is there.';

/** A value as somebody may see it. */
interface Sight<Value> {
  readonly shown: Value;
  /** In how many records of it something is in the clear that most see as a mask. */
  readonly inClear: number;
  /** Rows in which that or what somebody wrote is in the clear; null: the value is no list. */
  readonly read: ReadonlySet<number | null>;
}

const NOTHING_READ: ReadonlySet<number | null> = new Set();

/**
 * The one place where marked fields leave a service, as those who asked may see them, and where they come in again: every answer, every
 * message and every file goes through here.
 */
@Injectable()
export class PersonalBoundary {
  constructor(
    private readonly policies: MaskingPolicies,
    private readonly blocks: AccessBlocks,
  ) {}

  /** Whether this is shown to them as it is. */
  sees(identity: Identity | undefined, kind: PersonalKind): boolean {
    return this.#sight(identity)(kind);
  }

  /** What is shown to them as it is. */
  seen(identity: Identity | undefined): PersonalKind[] {
    return PERSONAL_KINDS.filter(this.#sight(identity));
  }

  /** For the caller in context. Services of the suite see everything; what they pass on is masked where it leaves them. */
  shown<Value>(schema: z.ZodType, value: Value): Value {
    return this.shownTo(currentContext()?.identity, schema, value);
  }

  shownTo<Value>(identity: Identity | undefined, schema: z.ZodType, value: Value): Value {
    return this.sightOf(identity, schema, value).shown;
  }

  sightOf<Value>(identity: Identity | undefined, schema: z.ZodType, value: Value): Sight<Value> {
    const each = eachPersonal(schema);
    if (!each || identity?.kind === 'service') return { shown: value, inClear: 0, read: NOTHING_READ };
    const { rules } = this.policies.of(currentContext()?.tenantId);
    const maySee = this.#sight(identity);
    const clear = new Set<number | null>();
    const texts = new Set<number | null>();
    const shown = each(value, (kind, text, path) => {
      if (!maySee(kind)) return mask(kind, text, rules);
      if (kind === 'text' && text !== '') texts.add(rowOf(path));
      if (GUARDED.has(kind) && mask(kind, text, rules) !== text) clear.add(rowOf(path));
      return text;
    }) as Value;
    return { shown, inClear: clear.size, read: new Set([...clear, ...texts]) };
  }

  /**
   * What was shown masked is never saved. In what people write there may be stars: it is looked at only where the caller was shown
   * masks of it.
   * @throws ValidationFailed 422 `masked-value`, naming every field that has a mask in it
   */
  refuseMasks(schema: z.ZodType, value: unknown): void {
    const maySee = this.#sight(currentContext()?.identity);
    const fields: string[] = [];
    eachPersonal(schema)?.(value, (kind, text, path) => {
      const isShown = (kind === 'text' || kind === 'outside') && maySee(kind);
      if (!isShown && looksMasked(kind, text)) fields.push(path.join('.'));
      return text;
    });
    if (fields.length === 0) return;
    throw new ValidationFailed(
      fields.map((field) => ({ field, message: MASKED })),
      'masked-value',
    );
  }

  /**
   * Who is blocked sees nothing; a visitor sees their own conversation and nothing else, so that nothing of it is masked for them. What
   * the tenant wants masked always is masked for programs as for people: whoever has a key of one would see it otherwise.
   */
  #sight(identity: Identity | undefined): (kind: PersonalKind) => boolean {
    if (!identity) return () => false;
    if (identity.kind === 'service') return () => true;
    if (identity.kind === 'visitor') return (kind) => kind !== NEVER_SHOWN;
    const { tenantId } = currentContext() ?? {};
    if (this.blocks.has(tenantId, identity.subject)) return () => false;
    const { always } = this.policies.of(tenantId);
    return (kind) =>
      kind !== NEVER_SHOWN && !always.includes(kind) && permits(identity.permissions, `${PERMISSION}:${kind}`);
  }
}

/** The row of a list; what is no list is one record. */
function rowOf([field, row]: Path): number | null {
  return field === 'items' && typeof row === 'number' ? row : null;
}
