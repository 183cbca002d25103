// What cells can change of the process they run in.

/** Remembers environment, working folder and global names; answers what puts them back. */
export function processAsItIs(): () => void {
  const env = { ...process.env };
  const folder = process.cwd();
  const names = new Set(Reflect.ownKeys(globalThis));
  return () => {
    process.env = { ...env };
    process.chdir(folder);
    for (const name of Reflect.ownKeys(globalThis)) if (!names.has(name)) Reflect.deleteProperty(globalThis, name);
  };
}
