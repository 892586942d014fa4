import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { SessionNotFound } from '../domain/ivr.errors.js';
import { IvrSessionSchema, type IvrSessionRow } from '../infra/ivr-session.schema.js';

export class GetSession extends Query<ReturnType<typeof sessionView>> {
  constructor(readonly sessionId: string) {
    super();
  }
}

@QueryHandler(GetSession)
export class GetSessionHandler implements IQueryHandler<GetSession> {
  constructor(private readonly database: Database) {}

  async execute({ sessionId: id }: GetSession) {
    const row = await (await this.database.reader()).findOneBy(IvrSessionSchema, { id });
    if (!row) throw new SessionNotFound('There is no such dialogue.', { id });
    return sessionView(row);
  }
}

function sessionView({ state, ...row }: IvrSessionRow) {
  const { id, callId, contactId, customerId, flowId, flowVersion, asked, exit, exitNode, contained } = row;
  return {
    ...{ id, callId, contactId, customerId, flowId, flowVersion, asked, exit, exitNode, contained },
    node: state.node,
    language: state.language,
    attributes: state.attributes,
    preCheck: state.preCheck,
    steps: row.steps.length,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
