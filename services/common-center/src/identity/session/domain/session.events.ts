export type SessionEnd = 'logged-out' | 'ended' | 'reuse-detected' | 'password-reset' | 'deactivated';

export interface SessionReuseDetected {
  readonly type: 'session-reuse-detected';
  readonly at: Date;
}

export interface SessionEnded {
  readonly type: 'session-ended';
  readonly at: Date;
  readonly reason: SessionEnd;
}

export type SessionEvent = SessionReuseDetected | SessionEnded;
