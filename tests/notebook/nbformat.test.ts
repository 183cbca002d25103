// Notebook files: as Jupyter writes them, and back.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import {
  type Notebook,
  notebookText,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from "../../lib/src/notebook/nbformat";

const folder = mkdtempSync(join(tmpdir(), "c360-nbformat-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const notebook: Notebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab" } },
  cells: [
    { cell_type: "markdown", id: "m", metadata: {}, source: "# One\n\ntwo" },
    {
      cell_type: "code",
      id: "c",
      metadata: { speaker_notes: "slowly" },
      source: "x",
      execution_count: 1,
      outputs: [
        { output_type: "stream", name: "stdout", text: "a\nb\n" },
        {
          output_type: "display_data",
          data: { "text/plain": "s\nt", "image/svg+xml": "<svg/>", "application/x+json": { b: "p\nq", a: [1] } },
          metadata: {},
        },
      ],
    },
  ],
};

it("splits text into lines, sorts keys, indents by one space and ends with a newline", () => {
  const text = notebookText(notebook);
  expect(text.startsWith('{\n "cells": [\n  {\n   "cell_type": "markdown",\n   "id": "m",')).toBe(true);
  expect(text).toContain('"source": [\n    "# One\\n",\n    "\\n",\n    "two"\n   ]');
  expect(text).toContain('"application/x+json": {\n       "a": [\n        1\n       ],\n       "b": "p\\nq"\n      }');
  expect(text).toContain('"image/svg+xml": [\n       "<svg/>"\n      ]');
  expect(text.endsWith('"nbformat_minor": 5\n}\n')).toBe(true);
});

it("reads back what it wrote, and writes that the same", () => {
  const file = join(folder, "a.ipynb");
  writeNotebook(file, notebook);
  expect(readNotebook(file)).toEqual(notebook);
  expect(notebookText(readNotebook(file))).toBe(readFileSync(file, "utf8"));
  expect(readdirSync(folder)).toEqual(["a.ipynb"]);
});

it("gives cells of older notebooks an id by their place", () => {
  const old = parseNotebook(
    '{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{"cell_type":"raw","metadata":{},"source":["a\\n","b"]}]}',
  );
  expect(old.cells[0]).toEqual({ cell_type: "raw", id: "cell-1", metadata: {}, source: "a\nb" });
  expect(old.nbformat_minor).toBe(5);
});

it("says what is wrong with a file that cannot be written or is no notebook", () => {
  expect(() => writeNotebook(join(folder, "none", "a.ipynb"), notebook)).toThrow(/a\.ipynb cannot be written: ENOENT/);
  expect(() => parseNotebook("{")).toThrow(/^the notebook is not JSON: /);
});
