// The answer of a query, column by column.

/** The values of a query by column, one entry per row; every column of the query is there, also when no row is. */
export type Columns = Readonly<Record<string, readonly unknown[]>>;
