import { z } from 'zod';
import type { HttpAnswer } from './http-caller.js';
import { RemoteProblem, UnexpectedAnswer } from './remote-error.js';

const Problem = z.object({ code: z.string(), detail: z.string().default('') });

/**
 * What the target said, checked against what it promised; an empty body is `undefined`.
 * @throws RemoteProblem for anything but 2xx, UnexpectedAnswer naming the fields, never their values.
 */
export function readAnswer<Schema extends z.ZodType>(
  target: string,
  answer: HttpAnswer,
  schema: Schema,
): z.output<Schema> {
  const { status, body } = answer;
  const content = jsonOf(body);
  if (status < 200 || status > 299) throw problemOf(target, status, content);
  if (content === undefined && body !== '')
    throw new UnexpectedAnswer(target, `${target} answered ${status} without JSON`);
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  const fields = read.error.issues.map(({ path, code }) => `${path.join('.') || 'the whole'} (${code})`);
  throw new UnexpectedAnswer(target, `${target} answered ${status}, unexpected: ${fields.join(', ')}`);
}

/** A body that is not a problem stays out of the error: nobody knows what is in it. */
function problemOf(target: string, status: number, content: unknown): RemoteProblem {
  const { success, data } = Problem.safeParse(content);
  return success
    ? new RemoteProblem(target, status, data.code, data.detail)
    : new RemoteProblem(target, status, `http-${status}`, 'no details given');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
