// What cells change of the process they run in, and what can be put back.

/** Remembers environment, working folder and the names of globals; answers what puts them back. */
export function processAsItIs(): () => void {
  const env = { ...process.env };
  const folder = process.cwd();
  const names = new Set(Reflect.ownKeys(globalThis));
  return () => {
    restoreEnv(env);
    process.chdir(folder);
    for (const name of Reflect.ownKeys(globalThis)) if (!names.has(name)) Reflect.deleteProperty(globalThis, name);
  };
}

/** Name by name: another object in its place would be cut off from the process, its time zone and its threads. */
export function restoreEnv(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}
