import type { DocumentInfo, Judgement, QueuePage, QueueRow, TableView, Words } from './api.js';

/** Addresses are relative: the token stands in the page's own. */
async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

export const getWords = (): Promise<Words> => get('api/words');
export const getDocuments = (): Promise<DocumentInfo[]> => get('api/documents');
export const getQueue = (filter: string, more: string): Promise<QueuePage> => get(`api/queue?${filter}&${more}`);
export const getNext = (filter: string, more: string): Promise<{ row: QueueRow; index: number } | null> => get(`api/next?${filter}&${more}`);
export const getTable = (doc: string, table: number): Promise<TableView> => get(`api/table?${new URLSearchParams({ doc, table: String(table) })}`);
export const sourceUrl = (doc: string): string => `api/source?${new URLSearchParams({ doc })}`;

const lines = new Map<string, Promise<readonly string[]>>();
/** The lines of a text document; kept, they do not change. */
export function getLines(doc: string): Promise<readonly string[]> {
  let wanted = lines.get(doc);
  if (!wanted) {
    wanted = get<{ lines: readonly string[] }>(`api/lines?${new URLSearchParams({ doc })}`).then((answer) => answer.lines);
    lines.set(doc, wanted);
    wanted.catch(() => lines.delete(doc));
  }
  return wanted;
}

/** Written to corrections.csv when this resolves. */
export async function judge(judgement: Judgement): Promise<void> {
  const response = await fetch('api/judge', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(judgement) });
  if (!response.ok) throw new Error(await response.text());
}
