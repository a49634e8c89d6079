/** What was to be done with a file. */
type Access = "read" | "use" | "write";

/** Why a file cannot be read, used or written, by the system's error code; the code itself if there are no words for it. */
export const errnoPhrase = (code: string, access: Access): string => phrasesFor(access).get(code) ?? code;

/** With the code, to be searched for: `the disk is full (ENOSPC)`. */
export const errnoPhraseWithCode = (code: string, access: Access): string => {
  const phrase = errnoPhrase(code, access);
  return phrase === code ? code : `${phrase} (${code})`;
};

/** Why an error of the system happened, with its code; the message of any other error. */
export const systemErrorReason = (error: unknown, access: Access): string => {
  if (!(error instanceof Error)) return String(error);
  return "code" in error ? errnoPhraseWithCode(String(error.code), access) : error.message;
};

const phrasesFor = (access: Access): ReadonlyMap<string, string> =>
  new Map([
    ["EACCES", "permission denied"],
    ["EDQUOT", "disk quota exceeded"],
    ["EFBIG", "the file size limit is reached"],
    ["EINVAL", "it isn't a regular file"],
    ["EISDIR", "it is a folder"],
    ["ELOOP", "too many levels of symbolic links"],
    ["ENOENT", `no such ${access === "write" ? "folder" : "file"}`],
    ["ENOSPC", "the disk is full"],
    ["ENOTDIR", "part of its path is a file, not a folder"],
    ["EPERM", "permission denied"],
    ["EROFS", "the file system is read-only"],
  ]);
