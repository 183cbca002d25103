// A chapter that has nothing to work on: it says why and ends, and the chapters after it go on.
import { CheckFailedError } from "../core/errors";
import { isBound, type Settings } from "../pipeline/settings";

/** Ends the notebook here, without a failure, when the books are somebody else's or few; ours must carry every chapter. */
export type EndChapter = (why: string | Error) => never;

/** What the kernel prints in front of the reason; `runNotebook` knows it. */
export const CHAPTER_ENDS = "ChapterEndsError";

class ChapterEndsError extends Error {
  override readonly name = CHAPTER_ENDS;
}

export function endChapterIn(settings: Settings): EndChapter {
  return (why) => {
    const isAboutData = typeof why === "string" || why.name === "CheckFailedError";
    if (!isAboutData) throw why;
    const reason = typeof why === "string" ? why : why.message;
    if (isBound(settings)) throw new CheckFailedError(reason);
    throw new ChapterEndsError(`${reason}; the chapters after this one go on without it`);
  };
}
