/** Wrong arguments: ends the command with exit code 2 and its text. */
export class UsageError extends Error {
  readonly code = 'KEMU_USAGE';
}

/** What Node says of arguments it cannot take, for a person. */
export const wrongArguments = (command: string, error: unknown): UsageError =>
  new UsageError(`${(error as Error).message.split('. ')[0]} (kemu ${command} --help shows what it takes)`);
