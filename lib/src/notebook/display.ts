// The one place that knows tslab's inside: how a cell shows something in several media types at once, and updates it.
import type { ProgressReport } from "../core/progress";
import type { MediaBundle } from "./nbformat";

/** What tslab gives to cells as `display`; used where its inside is not to be found. */
export interface CellDisplay {
  raw(mediaType: string, content: string): void;
}

/** Shows media; with a `display_id` it can be shown anew in the same place. */
export type Show = (data: MediaBundle, place?: Place) => void;

export interface Place {
  readonly display_id: string;
  readonly is_update: boolean;
  /** Numbers behind a progress line, for whoever runs the notebook; not kept in the file. */
  readonly progress?: ProgressReport;
}

interface TslabJupyter {
  readonly lastWriteDisplayData?: WriteDisplayData | null;
}

type WriteDisplayData = (content: object, isUpdate: boolean) => void;

/**
 * A way to show things in the running cell. tslab's own `display.raw` sends one media type; a chart needs several,
 * so that each reader finds one it knows. With a tslab that has changed inside, the last type given is sent alone.
 */
export function showIn(display: CellDisplay): Show {
  return (data, place) => {
    const write = currentWriter();
    if (write) {
      const transient = place ? { display_id: place.display_id, progress: place.progress } : {};
      write({ data, metadata: {}, transient }, place?.is_update ?? false);
    } else if (!place?.is_update) {
      const [mediaType, content] = Object.entries(data).find(([, value]) => typeof value === "string") ?? [];
      if (mediaType) display.raw(mediaType, content as string);
    }
  };
}

/** Which cell is running: a new value for each execution. */
export function currentCell(): unknown {
  return currentWriter();
}

// tslab may be a global one that loaded the project's: the copy that talks is the one that has a writer
function currentWriter(): WriteDisplayData | undefined {
  for (const [file, loaded] of Object.entries(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const jupyter = loaded?.exports as TslabJupyter | undefined;
    if (jupyter?.lastWriteDisplayData) return jupyter.lastWriteDisplayData;
  }
  return undefined;
}
