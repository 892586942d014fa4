import { ownedThings } from '#libs/web/access/owned-things.guard';
import { ExamAttemptNotFound } from './domain/exam-attempt.errors.js';

/** What those do who answer for candidates. Candidates have routes of their own, and who marks is not to know whose it is. */
export const examReach = ownedThings({
  routes: /^\w+ \/api\/v1\/exam-attempts\/:(\w+)\/(?:record|release|appeal\/decision)/,
  rows: { table: 'exam_attempt', within: { people: ['exam_attempt.candidateId'] } },
  missing: (id) => new ExamAttemptNotFound('There is no such attempt.', { id }),
});
