/**
 * What browsers are told with every answer: OWASP's REST Security Cheat Sheet, but that a page of the same origin may show
 * an answer in a frame. Strict-Transport-Security counts only over TLS (RFC 6797 §8.1).
 */
export const SECURITY_FIELDS: readonly string[] = [
  'x-content-type-options',
  'nosniff',
  'x-frame-options',
  'SAMEORIGIN',
  'referrer-policy',
  'no-referrer',
  'strict-transport-security',
  'max-age=31536000',
];

/** For all but pages of the gateway's own: answers of an API load nothing. */
export const API_FIELDS: readonly string[] = [
  ...SECURITY_FIELDS,
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'self'",
];
