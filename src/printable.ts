/** Characters that move the cursor, ring, turn the direction of writing or end a line: names of files may hold any of them. */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** A name as it can be shown in one line of a terminal. */
export const printable = (text: string): string =>
  text.replace(UNSEEN, (c) => (c === '\n' ? '\\n' : `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
