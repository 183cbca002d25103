// The front door: everything a notebook's cell may import, and nothing else.
export * from "./charts/bars-chart";
export * from "./charts/flow-chart";
export * from "./charts/histogram-chart";
export * from "./charts/lineage-chart";
export * from "./charts/lines-chart";
export * from "./charts/lorenz-chart";
export * from "./charts/scorecard-chart";
export * from "./charts/share-chart";
export { type ChartWords, chart, type VegaLiteSpec } from "./charts/spec";
export * from "./charts/star-schema-chart";
export { svg } from "./charts/svg";
export * from "./charts/timeline-chart";
export * from "./core/dates";
export * from "./core/errors";
export { openWorkbook, type Workbook } from "./notebook/open-workbook";
