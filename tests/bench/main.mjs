// npm run bench                          the whole workbook at three sizes: seconds, memory, cost per row
// npm run bench -- --sizes 5000,50000    other sizes
// npm run bench -- kill --times 10       ended by SIGKILL at random moments, started again, compared with an undisturbed run
import { parseArgs } from "node:util";
import { killBench } from "./kill.mjs";
import { scaleBench } from "./scale.mjs";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: "string", default: "5000,50000,200000" },
    times: { type: "string", default: "10" },
    customers: { type: "string", default: "5000" },
  },
});

const sizes = values.sizes.split(",").map(Number);
const isKept =
  positionals[0] === "kill"
    ? await killBench({ times: Number(values.times), customers: Number(values.customers) })
    : await scaleBench(sizes);
process.exitCode = isKept ? 0 : 1;
