import { compileExpression } from '#libs/process-engine/expression/compile';
import { judge } from '#libs/process-engine/expression/condition';
import type { Expression } from '#libs/process-engine/model/expression';
import type { NamedText } from '../../named-text/named-text.api.js';
import type { SlaAttributes } from '../terms/sla-fact.js';
import type { PolicyText } from './sla-policy.dto.js';

const TIME_ZONE = 'UTC';

/** The policies in their order, parsed once. */
export class PolicyChoice {
  readonly #policies: readonly { readonly policy: NamedText<PolicyText>; readonly condition: Expression }[];

  constructor(policies: readonly NamedText<PolicyText>[]) {
    this.#policies = policies.map((policy) => ({ policy, condition: compileExpression(policy.text.condition) }));
  }

  /** The first whose condition holds: one that cannot be said to hold does not. */
  choose(attributes: SlaAttributes, at: Date): NamedText<PolicyText> | null {
    const moment = { now: at, timeZone: TIME_ZONE };
    const holds = ({ condition }: { condition: Expression }) =>
      judge(condition, { ...attributes }, moment).outcome === 'holds';
    return this.#policies.find(holds)?.policy ?? null;
  }
}
