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
    ["EACCES", `you may not ${access} it`],
    ["EDQUOT", "your share of the disk is used up"],
    ["EFBIG", "a limit on the size of files is in force"],
    ["EINVAL", "it is not a regular file"],
    ["EISDIR", "it is a folder"],
    ["ELOOP", "it is a link that leads to itself"],
    ["ENOENT", `there is no such ${access === "write" ? "folder" : "file"}`],
    ["ENOSPC", "the disk is full"],
    ["ENOTDIR", "what should be its folder is a file"],
    ["EPERM", `you may not ${access === "read" ? "read" : "change"} it`],
    ["EROFS", "it is on a read-only disk"],
  ]);
