// npm run bench                          the whole workbook at three sizes: seconds, memory, cost per row
// npm run bench -- --sizes 5000,50000    other sizes
// npm run bench -- kill --times 10       ended by SIGKILL at random moments, started again, compared with an undisturbed run
// npm run bench -- marts --customers 50000    the build of the marts, and a five-way filter over all customers
// npm run bench -- customer --customers 50000 full profiles and searches
// npm run bench -- retrain --customers 50000  features, a training with its scores, a retraining, a row of the feature bench
// npm run bench -- churn                 training, scoring, explaining and judging at full size, in CPU seconds
import { parseArgs } from "node:util";
import { customerBench } from "./customer.mjs";
import { killBench } from "./kill.mjs";
import { martsBench } from "./marts.mjs";
import { retrainBench } from "./retrain.mjs";
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
const customers = Number(values.customers);
const benches = {
  churn: async () => (await import("./churn.mjs")).churnBench(),
  customer: () => customerBench({ customers }),
  kill: () => killBench({ times: Number(values.times), customers }),
  marts: () => martsBench({ customers }),
  retrain: () => retrainBench({ customers }),
};
const bench = benches[positionals[0]] ?? (() => scaleBench(sizes));
process.exitCode = (await bench()) ? 0 : 1;
