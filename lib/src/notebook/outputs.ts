// What a kernel says while a cell runs, as the notebook keeps it.
import type { ProgressReport } from "../core/progress";
import type { MediaBundle, Output } from "./nbformat";
import type { Message } from "./wire";

/** The outputs of one run, cell by cell. A display with an id can be updated later, from any cell. */
export class OutputCollector {
  private readonly cells = new Map<string, Output[]>();
  private readonly displays = new Map<string, Output[]>();

  constructor(private readonly onProgress: (report: ProgressReport) => void = () => {}) {}

  /** The outputs of a cell so far. */
  of(cell: string): readonly Output[] {
    return this.cells.get(cell) ?? [];
  }

  /** Takes one message in. */
  take(cell: string, { type, content }: Message): void {
    const outputs = this.cells.get(cell) ?? [];
    this.cells.set(cell, outputs);
    if (type === "stream") addText(outputs, content.name as string, content.text as string);
    else if (type === "display_data") this.addDisplay(outputs, content);
    else if (type === "update_display_data") this.update(content);
  }

  private addDisplay(outputs: Output[], content: Record<string, unknown>): void {
    const { data, metadata, display_id, progress } = displayOf(content);
    const output: Output = { output_type: "display_data", data, metadata };
    outputs.push(output);
    if (display_id) this.displays.set(display_id, [...(this.displays.get(display_id) ?? []), output]);
    if (progress) this.onProgress(progress);
  }

  private update(content: Record<string, unknown>): void {
    const { data, metadata, display_id, progress } = displayOf(content);
    for (const output of this.displays.get(display_id ?? "") ?? []) Object.assign(output, { data, metadata });
    if (progress) this.onProgress(progress);
  }
}

// what is transient is not kept in the file: the display's id, and the numbers behind a progress line
function displayOf(content: Record<string, unknown>) {
  const transient = (content.transient ?? {}) as { display_id?: string; progress?: ProgressReport };
  return {
    data: (content.data ?? {}) as MediaBundle,
    metadata: (content.metadata ?? {}) as Record<string, unknown>,
    display_id: transient.display_id,
    progress: transient.progress,
  };
}

function addText(outputs: Output[], name: string, text: string): void {
  const last = outputs.at(-1);
  if (last?.output_type === "stream" && last.name === name) last.text += text;
  else outputs.push({ output_type: "stream", name, text });
}
