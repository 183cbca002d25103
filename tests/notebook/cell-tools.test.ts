// The tools of a cell, without a kernel: check, show and the progress line.
import { afterEach, describe, expect, it, vi } from "vitest";
import { chart } from "../../lib/src/charts/spec";
import { CheckFailedError } from "../../lib/src/core/errors";
import { checkPromise, tellFinding } from "../../lib/src/notebook/check";
import { type Place, showIn } from "../../lib/src/notebook/display";
import { CHAPTER_ENDS, endChapterIn } from "../../lib/src/notebook/end-chapter";
import { openWorkbook } from "../../lib/src/notebook/open-workbook";
import { progressLine } from "../../lib/src/notebook/progress-line";
import { showThing } from "../../lib/src/notebook/show";
import { messageOf, requestFrames } from "../../lib/src/notebook/wire";
import { defaultSettings } from "../../lib/src/pipeline/settings";
import type { Bind } from "../../lib/src/sql/statement";

afterEach(() => vi.restoreAllMocks());

describe("check", () => {
  it("says what was kept", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    checkPromise("no row is lost", true);
    expect(log).toHaveBeenCalledWith("✓ no row is lost");
  });

  it.each([
    ["a broken promise", false, "kept 1 of 2", "CheckFailedError", "✗ no row is lost: kept 1 of 2"],
    ["a broken promise without detail", false, undefined, "CheckFailedError", "✗ no row is lost"],
    [
      "a forgotten await",
      Promise.resolve(true),
      undefined,
      "InvalidInputError",
      'The check "no row is lost" needs true or false, got a promise; is an await missing?',
    ],
    ["a count", 3, undefined, "InvalidInputError", 'The check "no row is lost" needs true or false, got number'],
  ])("refuses %s", (_fact, condition, detail, name, message) => {
    expect(() => checkPromise("no row is lost", condition as boolean, detail)).toThrow(
      expect.objectContaining({ name, message }),
    );
  });
});

describe("finding and endChapter", () => {
  const loaded = { ...defaultSettings, books: "loaded" } as const;

  it("tell what is not so in somebody else's books, and go on", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    tellFinding("half are in both books", true);
    tellFinding("half are in both books", false, "none are");
    expect(log.mock.calls.flat()).toEqual([
      "✓ half are in both books",
      "○ half are in both books: not so in these books (none are)",
    ]);
  });

  it("end a chapter that loaded books give nothing to, and fail on ours", () => {
    expect(() => endChapterIn(loaded)("Nobody left")).toThrow(
      expect.objectContaining({
        name: CHAPTER_ENDS,
        message: "Nobody left; the chapters after this one go on without it",
      }),
    );
    expect(() => endChapterIn(loaded)(new CheckFailedError("no gate kept"))).toThrow(
      /^no gate kept; the chapters after/,
    );
    expect(() => endChapterIn(defaultSettings)("Nobody left")).toThrow(new CheckFailedError("Nobody left"));
    expect(() => endChapterIn({ ...defaultSettings, customers: 9_999 })("Nobody left")).toThrow(/^Nobody left; the/);
  });

  it("let any other error through", () => {
    const fault = new TypeError("a fault of ours");
    expect(() => endChapterIn(loaded)(fault)).toThrow(fault);
  });
});

describe("show", () => {
  const shown: Record<string, unknown>[] = [];
  const show = showThing(
    (data) => shown.push(data),
    () => "<svg/>",
  );

  it("sends a chart in three media, rows in two, text in two", () => {
    show(chart({ title: "T", description: "It rises." }, { mark: "point" }));
    show([{ n: 1 }, { n: 2 }], { limit: 1 });
    show("# words");
    expect(shown.map((data) => Object.keys(data))).toEqual([
      ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"],
      ["text/html", "text/plain"],
      ["text/markdown", "text/plain"],
    ]);
    expect(shown[1]!["text/plain"]).toBe("n\n-\n1\nand 1 more row");
  });

  it("says what it needs", () => {
    expect(() => show(Promise.resolve([]) as never)).toThrow(
      "show needs a chart, rows or text, got a promise; is an await missing?",
    );
    expect(() => show(undefined as never)).toThrow("show needs a chart, rows or text, got undefined");
  });

  it("falls back to one medium where tslab's inside is not to be found", () => {
    const raw = vi.fn();
    showIn({ raw })({ "application/json": {}, "image/svg+xml": "<svg/>", "text/plain": "words" });
    expect(raw).toHaveBeenCalledExactlyOnceWith("image/svg+xml", "<svg/>");
  });
});

describe("the progress line", () => {
  it("is shown once, then updated, at most ten times a second, and ends in the same words", () => {
    const lines: [unknown, Place | undefined][] = [];
    let now = 0;
    const progress = progressLine(
      (data, place) => lines.push([data["text/plain"], place]),
      () => now,
    );
    for (let done = 0; done <= 100; done++, now += 10) progress({ task: "rows", done, total: 100 });
    expect(lines).toHaveLength(11);
    expect(lines.map(([, place]) => place!.is_update)).toEqual([false, ...Array(10).fill(true)]);
    expect(new Set(lines.map(([, place]) => place!.display_id)).size).toBe(1);
    expect(lines[0]![0]).toBe(`rows: ${"░".repeat(24)} 0 of 100`);
    expect(lines.at(-1)![0]).toBe("rows: done 100 of 100");
  });

  it("has a line for each task", () => {
    const ids: string[] = [];
    const progress = progressLine((_data, place) => ids.push(place!.display_id));
    progress({ task: "a", done: 1, total: 1 });
    progress({ task: "b", done: 1, total: 1 });
    expect(new Set(ids).size).toBe(2);
  });
});

describe("the wire", () => {
  const binds: readonly Bind[] = [1, "two", null];
  const frames = requestFrames("execute_request", "id-1", { binds }, "key").map((frame) => Buffer.from(frame));

  it("carries a message to whoever holds the key", () => {
    const message = messageOf([Buffer.from("topic"), ...frames], "key");
    expect(message).toEqual({ type: "execute_request", id: "id-1", parent_id: "", content: { binds } });
  });

  it("drops what another key signed, and what is no message", () => {
    expect(messageOf(frames, "another")).toBeUndefined();
    expect(messageOf(frames.slice(0, 3), "key")).toBeUndefined();
    expect(messageOf([], "key")).toBeUndefined();
  });
});

it("openWorkbook says what it needs", async () => {
  await expect(openWorkbook({ display: undefined as never })).rejects.toThrow(
    'openWorkbook needs { display } from "tslab", got undefined',
  );
});
