/** Exit codes of the command, documented in the README. */
export const EXIT = {
  ok: 0,
  /** A mistake of the program itself. */
  internal: 1,
  /** Wrong arguments. */
  usage: 2,
  /** At least one input failed; also when all did. */
  someFailed: 3,
  /** Converted, but something that `--fail-on` names was found. */
  review: 4,
  /** A part that is installed on its own is missing. */
  missing: 5,
  /** The output could not be written (disk full, no permission, another run writes there), or the queue not be reached. */
  output: 6,
  /** Ctrl-C; what is done is kept. */
  interrupted: 130,
} as const;
