import { stat } from "node:fs/promises";

/**
 * Tells a file or folder from earlier and later ones at the same path; undefined if there is none. The inode alone is
 * not enough: the next file may reuse it.
 */
export const fileIdentity = (file: string): Promise<string | undefined> =>
  stat(file, { bigint: true }).then(
    ({ ino, birthtimeNs }) => `${ino}-${birthtimeNs}`,
    () => undefined,
  );
