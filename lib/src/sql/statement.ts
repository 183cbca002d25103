// A statement on its way to an engine.

/** What a placeholder `?` may stand for. Days and instants are bound as ISO text and cast in SQL. */
export type Bind = string | number | boolean | null;

export interface Statement {
  /** What an error calls it: a model's path under sql/, or a few words. */
  readonly name: string;
  readonly sql: string;
  /** Values for the placeholders `?`, in order. User text travels here and never inside `sql`. */
  readonly binds?: readonly Bind[];
  /** One query that is asked often with other binds: an engine may keep its plan, and answer several side by side. */
  readonly is_repeated?: boolean;
  /**
   * The last of much writing: an engine that holds a file lets it go. DuckDB looks up what it wrote itself several times
   * as slowly as what it has read anew.
   */
  readonly ends_writing?: boolean;
  /** Stops the statement when aborted. */
  readonly signal?: AbortSignal;
  /** Stops the statement after so many seconds. */
  readonly timeout_seconds?: number;
}

/** A value written into SQL as a literal: text is quoted, a null is `null`. For paths and names of our own making. */
export function literal(value: string | number | boolean | null): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}
