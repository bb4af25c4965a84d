/** Shares of right rows or fields among those graded so, measured on the hand-made truth; see test/perform. */
export const HIGH = { level: 'high', score: 0.99 } as const;
export const MEDIUM = { level: 'medium', score: 0.85 } as const;
export const LOW = { level: 'low', score: 0.6 } as const;
