import type { z } from 'zod';
import type { IssuedToken } from './token-issuer.js';
import type { SecondStep } from '../first-step.js';
import type { SessionTokens } from '../session/session-starts.js';
import type { FirstStepAnswer, LogInAnswer, TokenAnswer } from './token.dto.js';

export function tokenAnswer({ token, scope, expiresIn }: IssuedToken): z.infer<typeof TokenAnswer> {
  return { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope };
}

export function logInAnswer({ token, expiresIn, refreshToken }: SessionTokens): z.infer<typeof LogInAnswer> {
  return { accessToken: token, expiresIn, tokenType: 'Bearer', refreshToken };
}

export function firstStepAnswer(answer: SessionTokens | SecondStep): z.infer<typeof FirstStepAnswer> {
  return 'next' in answer ? answer : logInAnswer(answer);
}
