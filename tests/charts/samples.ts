// One of each chart, small.
import { barsChart } from "../../lib/src/charts/bars-chart";
import { customerTimelineChart } from "../../lib/src/charts/customer-timeline-chart";
import { dailySpendChart } from "../../lib/src/charts/daily-spend-chart";
import { distributionChart } from "../../lib/src/charts/distribution-chart";
import { flowChart } from "../../lib/src/charts/flow-chart";
import { heatmapChart } from "../../lib/src/charts/heatmap-chart";
import { histogramChart } from "../../lib/src/charts/histogram-chart";
import { lineageChart, platformChart } from "../../lib/src/charts/lineage-chart";
import { linesChart } from "../../lib/src/charts/lines-chart";
import { lorenzChart } from "../../lib/src/charts/lorenz-chart";
import { scorecardChart } from "../../lib/src/charts/scorecard-chart";
import { segmentExplorerChart } from "../../lib/src/charts/segment-explorer-chart";
import { shareChart } from "../../lib/src/charts/share-chart";
import type { VegaLiteSpec } from "../../lib/src/charts/spec";
import { starSchemaChart } from "../../lib/src/charts/star-schema-chart";
import { timelineChart } from "../../lib/src/charts/timeline-chart";

import { churnSamples } from "./churn-samples";

const words = (title: string) => ({ title, subtitle: "what, when, in which unit", description: "It says something." });
const months = ["2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01"];
const categories = ["groceries", "gas", "airlines"];

/** Every kind of chart by name. */
export const samples: Readonly<Record<string, VegaLiteSpec>> = {
  ...churnSamples,
  lines: linesChart(
    months.flatMap((month, i) => [
      { month: new Date(`${month}T00:00:00Z`), channel: "online", amount: 1000 * (i + 1) },
      { month: new Date(`${month}T00:00:00Z`), channel: "in person", amount: 4000 - 500 * i },
    ]),
    {
      ...words("Spend by channel"),
      x: "month",
      y: "amount",
      y_title: "spend, USD",
      series: "channel",
      bands: [{ start: "2025-02-01", end: "2025-03-01", label: "migration" }],
      markers: [{ date: "2025-04-01", label: "acquisition" }],
    },
  ),
  line: linesChart(
    months.map((month, i) => ({ month, n: i })),
    { ...words("One line"), x: "month", y: "n", y_title: "customers", from_zero: false },
  ),
  bars: barsChart(
    categories.map((category, i) => ({ category, n: 10 ** (6 - i) })),
    { ...words("By category"), label: "category", value: "n", value_title: "transactions" },
  ),
  daily_spend: dailySpendChart(
    months.map((month, i) => ({
      transaction_date: month,
      spend_amount: 100 * i,
      mean_amount: i === 0 ? null : 50 * i,
    })),
    words("Spend by day"),
  ),
  customer_timeline: customerTimelineChart(
    {
      from: new Date("2025-01-01"),
      until: new Date("2025-03-01"),
      spend: ["2025-01-01", "2025-01-08"].map((week) => ({ week_start: new Date(week), spend_amount: 120 })),
      limits: [{ start: new Date("2025-01-01"), end: new Date("2025-03-01"), value: 5000, label: "$5,000" }],
      cards: [{ start: new Date("2025-01-01"), end: new Date("2025-03-01"), label: "Premium" }],
      segments: [
        { start: new Date("2025-01-01"), end: new Date("2025-01-02"), label: "Declining" },
        { start: new Date("2025-01-02"), end: new Date("2025-03-01"), label: "Budget-Conscious" },
      ],
      risks: [
        { at: new Date("2025-01-20"), value: 20, label: "Low Risk", is_backtest: true },
        { at: new Date("2025-02-01"), value: 60, label: "Medium Risk", is_backtest: false },
      ],
      contacts: [{ at: new Date("2025-02-10"), value: null, label: "call" }],
    },
    words("One customer"),
  ),
  customer_timeline_bare: customerTimelineChart(
    {
      from: new Date("2025-01-01"),
      until: new Date("2025-03-01"),
      spend: [{ week_start: new Date("2025-01-01"), spend_amount: 0 }],
      limits: [],
      cards: [],
      segments: [],
      risks: [],
      contacts: [],
    },
    words("One customer, nothing known"),
  ),
  bars_in_bands: barsChart(
    categories.map((category, i) => ({ category, share: 0.2 + i / 10, low: 0.1, high: 0.35 })),
    {
      ...words("Shares"),
      label: "category",
      value: "share",
      value_title: "share",
      format: ".0%",
      low: "low",
      high: "high",
    },
  ),
  histogram: histogramChart(
    [1, 10, 100, 1000].map((start) => ({ start, end: start * 10, n: 5000 / start })),
    {
      ...words("Tickets"),
      bin_start: "start",
      bin_end: "end",
      count: "n",
      count_title: "transactions",
      x_title: "amount, USD",
      is_log: true,
      markers: [{ value: 38, label: "median $38" }],
    },
  ),
  distribution: distributionChart(
    ["gas", "airlines"].flatMap((kind, k) =>
      [10, 100, 1000].map((start, i) => ({ kind, start, end: start * 10, part: [0.2, 0.5, 0.3][(i + k) % 3] })),
    ),
    {
      ...words("Each kind has its own bell"),
      series: "kind",
      bin_start: "start",
      bin_end: "end",
      share: "part",
      share_title: "part of the kind",
      x_title: "amount, USD",
      x_domain: [10, 1000],
    },
  ),
  share: shareChart(
    categories.map((category, i) => ({ category, of_count: 0.5 - i / 10, of_spend: 0.2 + i / 10 })),
    {
      ...words("Many and much"),
      label: "category",
      measures: [
        { field: "of_count", title: "share of transactions" },
        { field: "of_spend", title: "share of spend" },
      ],
    },
  ),
  lorenz: lorenzChart(
    [0.25, 0.5, 0.75, 0.9].map((share) => ({ population_share: share, amount_share: share ** 3 })),
    {
      ...words("Unequal spend"),
      x_title: "share of customers",
      y_title: "share of spend",
      marker: { population_share: 0.9, amount_share: 0.729, label: "the top 10% hold 27%" },
    },
  ),
  scorecard: scorecardChart(
    [
      { statistic: "average ticket", value: 52.3, low: 45, high: 60, unit: "money" },
      { statistic: "share of refunds", value: 0.2, low: 0.01, high: 0.03, unit: "percent" },
      { statistic: "Gini of spend", value: 0.44, low: 0.4, high: 0.5 },
    ],
    words("Two of three lie in their bands"),
  ),
  lineage: lineageChart(
    [
      { name: "customers", layer: "bronze" },
      { name: "transactions", layer: "bronze" },
      { name: "customer", layer: "silver" },
      { name: "card_transaction", layer: "silver" },
      { name: "fct_transactions", layer: "gold" },
    ],
    [
      { from: "customers", to: "customer" },
      { from: "transactions", to: "card_transaction" },
      { from: "customer", to: "card_transaction" },
      { from: "customer", to: "fct_transactions" },
      { from: "card_transaction", to: "fct_transactions" },
    ],
    words("Five tables"),
  ),
  platform: platformChart(
    [
      { name: "generator", layer: "sources", detail: ["seeded"] },
      { name: "lake", layer: "storage", detail: ["CSV and Parquet"] },
      { name: "DuckDB", layer: "engines", detail: ["embedded"] },
      { name: "Snowflake", layer: "engines", detail: ["with credentials"] },
    ],
    [
      { from: "generator", to: "lake" },
      { from: "lake", to: "DuckDB" },
      { from: "lake", to: "Snowflake" },
    ],
    words("What it is made of"),
  ),
  star: starSchemaChart(
    { name: "fct_transactions", columns: ["transaction_id", "customer_key", "date_key", "amount"] },
    [
      { name: "dim_customer", key: "customer_key", columns: ["customer_key", "card_type"] },
      { name: "dim_date", key: "date_key", columns: ["date_key", "month"] },
    ],
    words("One fact, two dimensions"),
  ),
  timeline: timelineChart(
    [
      { label: "1 Standard", valid_from: "2024-10-01", valid_to: "2025-02-14" },
      { label: "2 Rewards", valid_from: "2025-02-14", valid_to: null },
    ],
    [{ label: "card to Rewards", changed_at: "2025-02-14 09:00:00", recorded_at: "2025-04-01 09:00:00" }],
    { ...words("One customer"), until: "2026-04-01" },
  ),
  flow: flowChart(
    [
      { lane: "customers", stage: "in the files", row_count: 53_500 },
      {
        lane: "customers",
        stage: "in bronze",
        row_count: 53_480,
        rejected_count: 20,
        note: "credit limits kept to the cent",
      },
    ],
    words("Every row is loaded or rejected"),
  ),
  heatmap: heatmapChart(
    categories.flatMap((from, i) => categories.map((to, j) => ({ from, to, change: 1000 * (i - j) }))),
    {
      ...words("Who moved where"),
      row: "from",
      column: "to",
      row_title: "from",
      column_title: "to",
      value: "change",
      value_title: "spend a month, USD",
      format: "$,.0f",
      is_change: true,
    },
  ),
  explorer: segmentExplorerChart(
    categories.flatMap((segment, i) =>
      ["TX", "CA"].map((state) => ({ segment, state, customers: 10 * (i + 1), spend: 1000 / (i + 1) })),
    ),
    {
      ...words("Choose a state"),
      label: "segment",
      filters: [{ field: "state", title: "state" }],
      measures: [
        { field: "customers", title: "customers" },
        { field: "spend", title: "spend, USD" },
        { field: "spend", title: "spend of a customer", per: "customers" },
      ],
      readout: [
        { field: "customers", title: "customers" },
        { field: "spend", title: "spend of a customer", per: "customers" },
      ],
    },
  ),
};
