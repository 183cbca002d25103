// Ended by SIGKILL at random moments and started again, a run must end with the tables of an undisturbed run.
import { killGroup, query, startRun, temporaryHome } from "./run.mjs";

const VERSIONS = `
  select table_name, content_hash, row_count from observability.model_runs
  qualify row_number() over (partition by table_name order by run_at desc) = 1
  union all
  select source_file, sha256, rows_loaded from observability.loaded_files
  order by 1`;

export async function killBench({ times, customers }) {
  const undisturbed = temporaryHome();
  const disturbed = temporaryHome();
  try {
    const start = performance.now();
    await complete(undisturbed.home, customers);
    const wholeRun = performance.now() - start;
    for (let kill = 1; kill <= times; ) {
      const run = startRun(disturbed.home, customers);
      const wait = Math.random() * wholeRun;
      const isOver = await Promise.race([run.ended, new Promise((resolve) => setTimeout(resolve, wait))]);
      killGroup(run.pid);
      await run.ended;
      if (isOver) {
        disturbed.empty(); // nothing was disturbed: from the start again, and this one does not count
        continue;
      }
      console.log(`kill ${kill} of ${times} after ${(wait / 1000).toFixed(1)} s`);
      kill++;
    }
    await complete(disturbed.home, customers);
    const [wanted, got] = await Promise.all([query(undisturbed.home, VERSIONS), query(disturbed.home, VERSIONS)]);
    const isSame = JSON.stringify(wanted) === JSON.stringify(got);
    console.log(isSame ? `the same content in all ${wanted.length} tables and files` : "DIFFERENT content:");
    if (!isSame) console.table(wanted.map((row, i) => ({ ...row, got: got[i]?.content_hash })));
    return isSame;
  } finally {
    undisturbed.remove();
    disturbed.remove();
  }
}

async function complete(home, customers) {
  const { code, errors } = await startRun(home, customers).ended;
  if (code !== 0) throw new Error(`the run ended with ${code}: ${errors}`);
}
