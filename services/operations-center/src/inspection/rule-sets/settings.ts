import { SIMPLIFIED } from '#libs/chinese-characters/simplified';
import { domainError } from '#libs/kernel/domain-error';
import { Inspector } from '#libs/quality-rules/inspection/inspector';
import type { InspectionSetting } from '#libs/quality-rules/inspection/rule';
import { Injectable } from '@nestjs/common';
import { BuiltLists } from '../word-lists/built-lists.js';
import type { RuleSetContent } from './rule.dto.js';

export class RulesInvalid extends domainError('inspection-rules-invalid', 'invalid') {}

/** Rules ready to be judged by. */
@Injectable()
export class Settings {
  constructor(private readonly lists: BuiltLists) {}

  async of({ rules, phases }: RuleSetContent): Promise<InspectionSetting> {
    const ids = rules.flatMap((rule) => (rule.kind === 'forbidden-words' ? [rule.list] : []));
    const lists = await this.lists.of([...new Set(ids)]);
    return { rules, lists, phases, characters: SIMPLIFIED };
  }

  /** @throws RulesInvalid when a list is not there, or a phrase or a condition cannot be understood */
  async check(content: RuleSetContent): Promise<void> {
    const known = new Set(content.rules.map(({ id }) => id));
    const unknown = content.items.flatMap(({ rules }) => rules).find((rule) => !known.has(rule));
    if (unknown !== undefined) throw new RulesInvalid(`There is no rule "${unknown}" that an item could rest on.`);
    try {
      new Inspector(await this.of(content));
    } catch (error) {
      if (error instanceof RangeError) throw new RulesInvalid(`The rules cannot be judged by: ${error.message}.`);
      throw error;
    }
  }
}
