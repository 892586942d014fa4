import { traceIdOf } from '#libs/persistence/tenant/tenant-context';
import { problemOf, Refusal, type Problem } from '#libs/web/http/problem';
import { TooManyRequests } from './limits/too-many-requests.js';
import { throwAwayRest } from './proxy/throw-away-rest.js';
import type { Visit } from './visit.js';

/** The path is known, but not for this. */
export class MethodNotAllowed extends Refusal {
  constructor(readonly allowed: readonly string[]) {
    super(405, 'method-not-allowed', `Under this path there is only ${allowed.join(', ')}.`);
  }
}

/** Answers with the problem, unless the answer has begun already: then it is cut off. */
export function refuse(visit: Visit, error: unknown): Problem {
  const { request, response, span } = visit;
  const problem = { ...problemOf(error, traceIdOf(span.traceparent)!), ...factsOf(error) };
  if (response.headersSent) response.destroy();
  if (response.destroyed) return problem;
  if (error instanceof TooManyRequests) visit.standing = error.standing;
  // Whoever took too long to send would not be done with it either.
  if (problem.status === 408) response.shouldKeepAlive = false;
  const body = Buffer.from(JSON.stringify(problem));
  const headers = ['content-type', 'application/problem+json', 'content-length', String(body.length)];
  response.writeHead(problem.status, [...headers, ...explaining(error, problem), ...visit.answerHeaders]);
  response.end(request.method === 'HEAD' ? undefined : body);
  if (!request.complete) throwAwayRest(request);
  return problem;
}

function factsOf(error: unknown): Pick<Problem, 'facts'> {
  return error instanceof TooManyRequests ? { facts: { limit: error.standing.limit.name } } : {};
}

function explaining(error: unknown, { status }: Problem): string[] {
  if (status === 401) return ['www-authenticate', 'Bearer realm="switchboard"'];
  if (error instanceof TooManyRequests) return ['retry-after', String(Math.ceil(error.standing.resetMs / 1_000))];
  if (error instanceof MethodNotAllowed) return ['allow', error.allowed.join(', ')];
  return [];
}
