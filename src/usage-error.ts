/** Wrong arguments: ends the command with exit code 2 and its text. */
export class UsageError extends Error {
  readonly code = 'KEMU_USAGE';
}
