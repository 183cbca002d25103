// Things on their way to a reader, each in every form that some reader knows.
import { sentence, type VegaLiteSpec } from "../charts/spec";
import type { Draw } from "../charts/svg";
import { InvalidInputError } from "../core/errors";
import type { Show } from "./display";
import { rowsTable, type TableOptions } from "./rows-table";

/** Shows a chart, rows as a table (20 of them, unless `limit` says otherwise), or Markdown text. */
export type ShowThing = (thing: VegaLiteSpec | readonly object[] | string, options?: TableOptions) => void;

/** JupyterLab knows Vega-Lite up to version 5 by name; charts here mean the same in 5 and 6. */
const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** A chart goes out as Vega-Lite, as SVG and as a sentence; rows as HTML and text; text as Markdown and text. */
export function showThing(show: Show, draw: Draw): ShowThing {
  return (thing, options) => {
    if (typeof thing === "string") {
      show({ "text/markdown": thing, "text/plain": thing });
    } else if (isRows(thing)) {
      const { html, text } = rowsTable(thing, options);
      show({ "text/html": html, "text/plain": text });
    } else if (typeof thing?.$schema === "string") {
      show({ [VEGA_LITE]: thing, "image/svg+xml": draw(thing), "text/plain": sentence(thing) });
    } else {
      const got = (thing as unknown) instanceof Promise ? "a promise; is an await missing?" : typeof thing;
      throw new InvalidInputError(`show needs a chart, rows or text, got ${got}`);
    }
  };
}

function isRows(thing: VegaLiteSpec | readonly object[]): thing is readonly object[] {
  return Array.isArray(thing);
}
