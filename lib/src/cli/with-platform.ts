// Opens the platform for one command and closes it afterwards, whatever happens.
import { openPlatform, type Platform } from "../pipeline/platform";

export async function withPlatform<T>(job: (platform: Platform) => Promise<T>): Promise<T> {
  const platform = openPlatform();
  try {
    return await job(platform);
  } finally {
    await platform.db.close();
  }
}
