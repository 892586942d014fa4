import { readFile } from 'node:fs/promises';
import { domainError } from '#libs/kernel/domain-error';
import { StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { Refusal } from '#libs/web/http/problem';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { Forms } from '../form/form.api.js';
import { CloseFlowSchema, type CloseFlow } from './close-flow.schema.js';

/** It names a form that is not there, or its words take from what the form does not ask. */
export class CloseFlowRefused extends domainError('close-flow-refused', 'invalid') {}

const HOUSE = new URL('../../close-flows/house.json', import.meta.url);

type CloseFlowContent = Omit<CloseFlow, 'code' | 'version'>;

@Injectable()
export class CloseFlowService extends TenantSeed {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
  ) {
    super();
  }

  /** Those for a type; without one, all. */
  async list(ticketType?: string): Promise<CloseFlow[]> {
    const flows = await (await this.database.reader()).find(CloseFlowSchema, { order: { code: 'ASC' } });
    if (ticketType === undefined) return flows;
    const isFor = ({ active, ticketTypes }: CloseFlow) =>
      active && (ticketTypes.length === 0 || ticketTypes.includes(ticketType));
    return flows.filter(isFor);
  }

  /** @throws CloseFlowRefused; StaleVersion, Refusal 428 when it is not said which version is followed */
  async put(code: string, flow: CloseFlowContent): Promise<CloseFlow> {
    await this.#check(flow);
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const current = await tx.findOne(CloseFlowSchema, { where: { code }, ...lock });
      if (current) requireFollowed(current);
      const next = { code, ...flow, version: (current?.version ?? 0) + 1 };
      await (current ? tx.update(CloseFlowSchema, { code }, next) : tx.insert(CloseFlowSchema, next));
      return next;
    });
  }

  /** Those that are not there. */
  override async seed(): Promise<void> {
    const house = JSON.parse(await readFile(HOUSE, 'utf8')) as Omit<CloseFlow, 'version'>[];
    const known = new Set((await this.list()).map(({ code }) => code));
    for (const { code, ...flow } of house) if (!known.has(code)) await this.put(code, flow);
  }

  async #check({ form, solution }: CloseFlowContent): Promise<void> {
    const fields = form === null ? [] : (await this.forms.fields()).get(form);
    if (!fields) throw new CloseFlowRefused(`There is no form ${form}.`, { form });
    const unknown = namesIn(solution, fields).filter((name) => !fields.includes(name));
    if (unknown.length > 0) throw new CloseFlowRefused(`The form asks for no ${unknown.join(', ')}.`, { unknown });
  }
}

function namesIn(solution: string, fields: readonly string[]): readonly string[] {
  try {
    return compileExpression(solution, fields).names;
  } catch (error) {
    if (error instanceof ExpressionFault) throw new CloseFlowRefused(`The solution cannot be used: ${error.message}`);
    throw error;
  }
}

function requireFollowed({ code, version }: CloseFlow): void {
  const precondition = currentContext()?.precondition;
  if (!precondition)
    throw new Refusal(428, 'if-match-required', 'Say which version this one follows: send its ETag as If-Match.');
  if (precondition.version !== version)
    throw new StaleVersion('The close flow was changed by someone else in the meantime.', { code });
}
