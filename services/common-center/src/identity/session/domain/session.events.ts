export interface SessionReuseDetected {
  readonly type: 'session-reuse-detected';
  readonly at: Date;
}

export type SessionEvent = SessionReuseDetected;
