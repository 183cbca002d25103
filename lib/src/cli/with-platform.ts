// Opens the platform for one command and closes it afterwards, whatever happens.
import { closePlatform, openPlatform, type Platform } from "../pipeline/platform";

export async function withPlatform<T>(signal: AbortSignal, job: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = openPlatform(signal);
  try {
    return await job(platform);
  } finally {
    await closePlatform(platform);
  }
}
