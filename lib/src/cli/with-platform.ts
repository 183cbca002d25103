// Opens the platform for one command and closes it afterwards, whatever happens.
import { closePlatform, openPlatform, type Platform } from "../pipeline/platform";
import { needWholeBooks } from "../pipeline/settings";

export async function withPlatform<T>(signal: AbortSignal, job: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = openPlatform(signal);
  try {
    return await job(platform);
  } finally {
    await closePlatform(platform);
  }
}

/** The same for a command that builds on the books: not while a load was cut off. */
export function withWholeBooks<T>(signal: AbortSignal, job: (platform: Platform) => Promise<T>): Promise<T> {
  return withPlatform(signal, async (platform) => {
    needWholeBooks(platform.settings);
    return job(platform);
  });
}
