import { domainError } from '#libs/kernel/domain-error';
import { RemoteProblem } from '#libs/discovery/calls/remote-error';
import { ServiceClient } from '#libs/discovery/calls/service-client';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { RuleSetContent } from './rule.dto.js';

export class AnswerArticleUnknown extends domainError('inspection-article-unknown', 'invalid') {}

const TIMEOUT_MS = 3_000;
const NOT_TO_BE_READ = [403, 404, 410];

/** The articles that answers are held against: published, and for whoever writes the rules. */
@Injectable()
export class KnownArticles {
  constructor(private readonly client: ServiceClient) {}

  /** @throws AnswerArticleUnknown, RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async check({ rules }: RuleSetContent): Promise<void> {
    for (const rule of rules)
      if (rule.kind === 'answer' && rule.articleId !== undefined) await this.#checkOne(rule.id, rule.articleId);
  }

  async #checkOne(ruleId: string, articleId: string): Promise<void> {
    const path = `/api/v1/knowledge/articles/${articleId}`;
    try {
      await this.client.request('common-center', { method: 'GET', path, schema: z.unknown(), timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof RemoteProblem) || !NOT_TO_BE_READ.includes(error.status)) throw error;
      throw new AnswerArticleUnknown(`You can read no published article that the rule "${ruleId}" names.`, {
        articleId,
      });
    }
  }
}
