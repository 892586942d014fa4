import { eachPersonal } from '#libs/personal-data/marked';
import { looksMasked, mask } from '#libs/personal-data/masking/mask';
import { PERSONAL_KINDS, type PersonalKind } from '#libs/personal-data/masking/personal-kind';
import { MaskingPolicies } from '#libs/personal-data/masking-policies';
import { currentContext, type Identity } from '#libs/persistence/tenant-context';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { permits } from './permissions.js';
import { ValidationFailed } from './problem.js';

/** `personal:phone` lets its holder see phone numbers as they are, `personal:*` everything. */
const PERMISSION = 'personal';
/** What people are called and what they write is part of serving them; the rest is looked at for a purpose. */
const GUARDED: ReadonlySet<PersonalKind> = new Set(PERSONAL_KINDS.filter((kind) => kind !== 'name' && kind !== 'text'));
const MASKED = 'This is a mask, not the value: leave the field out to keep what is there.';

/**
 * The one place where marked fields leave a service, as those who asked may see them, and where they come in again: every answer, every
 * message and every file goes through here.
 */
@Injectable()
export class PersonalBoundary {
  constructor(private readonly policies: MaskingPolicies) {}

  /** Whether this is shown to them as it is. */
  sees(identity: Identity | undefined, kind: PersonalKind): boolean {
    return maySee(identity, kind, this.policies.of(currentContext()?.tenantId).always);
  }

  /** For the caller in context. Services of the suite see everything; what they pass on is masked where it leaves them. */
  shown<Value>(schema: z.ZodType, value: Value): Value {
    return this.shownTo(currentContext()?.identity, schema, value);
  }

  shownTo<Value>(identity: Identity | undefined, schema: z.ZodType, value: Value): Value {
    const each = eachPersonal(schema);
    if (!each || identity?.kind === 'service') return value;
    const { rules, always } = this.policies.of(currentContext()?.tenantId);
    return each(value, (kind, text) => (maySee(identity, kind, always) ? text : mask(kind, text, rules))) as Value;
  }

  /** In how many rows of a page they are shown something as it is that most see as a mask. */
  rowsInClear(identity: Identity, schema: z.ZodType, page: unknown): number {
    const { always } = this.policies.of(currentContext()?.tenantId);
    const rows = new Set<string | number>();
    eachPersonal(schema)?.(page, (kind, text, [field, row]) => {
      if (field === 'items' && row !== undefined && GUARDED.has(kind) && maySee(identity, kind, always)) rows.add(row);
      return text;
    });
    return rows.size;
  }

  /**
   * What was shown masked is never saved. In what people write there may be stars: it is looked at only where the caller was shown
   * masks of it.
   * @throws ValidationFailed 422 `masked-value`, naming every field that has a mask in it
   */
  refuseMasks(schema: z.ZodType, value: unknown): void {
    const { identity, tenantId } = currentContext() ?? {};
    const { always } = this.policies.of(tenantId);
    const fields: string[] = [];
    eachPersonal(schema)?.(value, (kind, text, path) => {
      const isShown = kind === 'text' && maySee(identity, kind, always);
      if (!isShown && looksMasked(kind, text)) fields.push(path.join('.'));
      return text;
    });
    if (fields.length === 0) return;
    throw new ValidationFailed(
      fields.map((field) => ({ field, message: MASKED })),
      'masked-value',
    );
  }
}

/** A visitor sees their own conversation and nothing else, so that nothing of it is hidden from them. */
function maySee(identity: Identity | undefined, kind: PersonalKind, always: readonly string[]): boolean {
  if (!identity) return false;
  if (identity.kind === 'visitor' || identity.kind === 'service') return true;
  if (identity.kind === 'person' && always.includes(kind)) return false;
  return permits(identity.permissions, `${PERMISSION}:${kind}`);
}
