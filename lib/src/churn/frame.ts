// A frame: the columns a model learns from or scores, one row per customer and snapshot.
import { type Columns, type ColumnValues, joined } from "../core/columns";
import { InvalidInputError } from "../core/errors";

/** Numbers; NaN where the value is missing. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: "numeric";
  readonly values: Float64Array;
}

/** Names from a short list; null where the value is missing. */
export interface CategoryColumn {
  readonly name: string;
  readonly kind: "category";
  readonly values: readonly (string | null)[];
}

export type FeatureColumn = NumericColumn | CategoryColumn;

/** Rows of one or more snapshots: who, when, what was known, and (once the label window has closed) what happened. */
export interface Frame {
  /** One entry per row; a customer comes back in every snapshot that has them. */
  readonly customer_ids: readonly string[];
  /** The cut-off of each row, YYYY-MM-DD. */
  readonly snapshot_dates?: readonly string[];
  readonly features: readonly FeatureColumn[];
  /** 1 churned, 0 stayed. */
  readonly labels?: Uint8Array;
}

/** Which column of a query holds what. */
export interface FrameColumns {
  readonly features: readonly { readonly name: string; readonly kind: "numeric" | "category" }[];
  /** Column that holds the customer; "customer_id" when left out. */
  readonly customer_id?: string;
  /** Column that holds the cut-off: a date or its text; no dates when left out. */
  readonly snapshot_date?: string;
  /** Column that holds the label: boolean or 0 and 1; no labels when left out. */
  readonly label?: string;
}

/**
 * The columns of a query as a frame. Null is missing; true and false become 1 and 0.
 *
 * @throws InvalidInputError when a column is not there, a numeric value is not a finite number,
 *   or a label is neither true nor false
 * @example
 * const ada = { customer_id: ["ada"], recency_days: [3], has_churned: [false] };
 * const where = { features: [{ name: "recency_days", kind: "numeric" }], label: "has_churned" };
 * frameOf(ada, where).labels; // => Uint8Array.of(0)
 */
export function frameOf(columns: Columns, where: FrameColumns): Frame {
  const { customer_id = "customer_id", snapshot_date, label, features } = where;
  const named = (name: string): ColumnValues => {
    const values = columns[name];
    if (values) return values;
    throw new InvalidInputError(`frameOf needs a column ${name}, got ${Object.keys(columns).join(", ")}`);
  };
  const frame = {
    customer_ids: Array.from<unknown, string>(named(customer_id), String),
    ...(snapshot_date ? { snapshot_dates: Array.from(named(snapshot_date), dayText) } : {}),
    features: features.map(({ name, kind }) => columnOf(name, kind, named(name))),
    ...(label ? { labels: Uint8Array.from<unknown>(named(label), (value) => labelOf(value, label)) } : {}),
  };
  return checkedFrame(frame, "frameOf");
}

/** The rows of `frame` at the given places, in that order; a place may come twice. */
export function takeRows(frame: Frame, places: ArrayLike<number>): Frame {
  const take = <T>(values: readonly T[]) => filled(values, places, new Array<T>(places.length));
  return {
    customer_ids: take(frame.customer_ids),
    ...(frame.snapshot_dates ? { snapshot_dates: take(frame.snapshot_dates) } : {}),
    features: frame.features.map((column) =>
      column.kind === "numeric"
        ? { ...column, values: filled(column.values, places, new Float64Array(places.length)) }
        : { ...column, values: take(column.values) },
    ),
    ...(frame.labels ? { labels: filled(frame.labels, places, new Uint8Array(places.length)) } : {}),
  };
}

/** The values at some places, put into `into`: a loop takes a fifth of the time of `from`. */
function filled<Value, Into extends { [row: number]: Value }>(
  values: ArrayLike<Value>,
  places: ArrayLike<number>,
  into: Into,
): Into {
  for (let row = 0; row < places.length; row++) into[row] = values[places[row]!]! as Into[number];
  return into;
}

/** Frames with the same features one below the other, e.g. the snapshots to train on. */
export function stackFrames(frames: readonly Frame[]): Frame {
  const [first] = frames;
  if (!first) throw new InvalidInputError("stackFrames needs at least one frame, got none");
  const shape = (frame: Frame) => frame.features.map(({ name, kind }) => `${name} ${kind}`).join(", ");
  const other = frames.find((frame) => shape(frame) !== shape(first));
  if (other)
    throw new InvalidInputError(`stackFrames needs the same features, got ${shape(first)} and ${shape(other)}`);
  const dates = frames.every((frame) => frame.snapshot_dates);
  const labels = frames.every((frame) => frame.labels);
  return {
    customer_ids: frames.flatMap((frame) => frame.customer_ids),
    ...(dates ? { snapshot_dates: frames.flatMap((frame) => frame.snapshot_dates!) } : {}),
    features: first.features.map((column, i) => {
      const { name } = column;
      return column.kind === "numeric"
        ? { name, kind: "numeric", values: joined(frames.map((frame) => frame.features[i]!.values as Float64Array)) }
        : { name, kind: "category", values: frames.flatMap((frame) => frame.features[i]!.values as (string | null)[]) };
    }),
    ...(labels ? { labels: Uint8Array.from(frames.flatMap((frame) => [...frame.labels!])) } : {}),
  };
}

/** The same rows with these features only, in this order. */
export function selectFeatures(frame: Frame, names: readonly string[]): Frame {
  return { ...frame, features: names.map((name) => featureOf(frame, name)) };
}

/** A feature by its name. */
export function featureOf(frame: Frame, name: string): FeatureColumn {
  const column = frame.features.find((feature) => feature.name === name);
  if (column) return column;
  const known = frame.features.map((feature) => feature.name).join(", ");
  throw new InvalidInputError(`The frame has no feature ${name}; it has ${known || "none"}`);
}

/**
 * The frame, when it is sound: equal lengths, names once, no infinite number. `who` begins the error.
 */
export function checkedFrame(frame: Frame, who: string): Frame {
  const rows = frame.customer_ids.length;
  const names = new Set<string>();
  const needLength = (what: string, length: number) => {
    if (length !== rows) throw new InvalidInputError(`${who} needs ${rows} ${what}, one per row, got ${length}`);
  };
  if (frame.labels) needLength("labels", frame.labels.length);
  if (frame.snapshot_dates) needLength("snapshot_dates", frame.snapshot_dates.length);
  for (const { name, kind, values } of frame.features) {
    needLength(`values of ${name}`, values.length);
    if (names.has(name)) throw new InvalidInputError(`${who} needs each feature once, got ${name} twice`);
    names.add(name);
    const wrong = kind === "numeric" ? firstInfinite(values) : -1;
    if (wrong >= 0)
      throw new InvalidInputError(
        `${who} needs finite numbers (NaN is missing), got ${values[wrong]} in ${name}, row ${wrong}; divided by zero?`,
      );
  }
  return frame;
}

/** The row of the first infinite number, -1 when there is none: a loop, because frames are checked often. */
function firstInfinite(values: Float64Array): number {
  for (let row = 0; row < values.length; row++) if (Math.abs(values[row]!) === Infinity) return row;
  return -1;
}

/** The labels of a frame to learn from: there, 0 or 1, and both of them. */
export function bothLabels(frame: Frame, who: string): Uint8Array {
  checkedFrame(frame, who);
  const { labels } = frame;
  if (!labels) throw new InvalidInputError(`${who} needs labels, got a frame without; has the label window closed?`);
  if (labels.length === 0) throw new InvalidInputError(`${who} needs customers, got an empty frame`);
  const wrong = labels.find((label) => label > 1);
  if (wrong !== undefined) throw new InvalidInputError(`${who} needs labels of 0 and 1, got ${wrong}`);
  needBothOutcomes(labels, who);
  return labels;
}

/** How many churned; fails unless some did and some stayed. */
export function needBothOutcomes(labels: Uint8Array, who: string): number {
  const churned = labels.reduce((sum, label) => sum + label, 0);
  if (churned === 0 || churned === labels.length)
    throw new InvalidInputError(
      `${who} needs customers that churned and customers that stayed, got ${churned} churned of ${labels.length}`,
    );
  return churned;
}

function columnOf(name: string, kind: FeatureColumn["kind"], cells: ColumnValues): FeatureColumn {
  if (kind === "category")
    return {
      name,
      kind,
      values: Array.from<unknown, string | null>(cells, (cell) => (cell == null ? null : String(cell))),
    };
  if (cells instanceof Float64Array) return { name, kind, values: cells };
  const values = new Float64Array(cells.length);
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row];
    if (cell == null) values[row] = Number.NaN;
    else if (typeof cell === "number" || typeof cell === "boolean") values[row] = Number(cell);
    else throw new InvalidInputError(`frameOf needs numbers in ${name}, got ${JSON.stringify(cell)} in row ${row}`);
  }
  return { name, kind, values };
}

function labelOf(value: unknown, name: string): number {
  if (value === true || value === 1) return 1;
  if (value === false || value === 0) return 0;
  throw new InvalidInputError(`frameOf needs true or false in ${name}, got ${JSON.stringify(value) ?? "nothing"}`);
}

function dayText(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value).slice(0, 10);
}
