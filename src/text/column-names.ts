/** Names of the columns of a table, all different: the printed path, a second column of the same path with ` #2` behind it. */
export function columnNames(paths: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>();
  return paths.map((path) => {
    const name = path.join('/');
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return n === 1 ? name : `${name} #${n}`;
  });
}
