/** Why a file cannot be read or written, by the system's error code. */
export const FILE_REASONS: Readonly<Record<string, string>> = {
  EACCES: "you may not use it (EACCES)",
  EPERM: "you may not change it (EPERM)",
  EROFS: "it is on a read-only disk (EROFS)",
  ENOSPC: "the disk is full (ENOSPC)",
  EDQUOT: "your share of the disk is used up (EDQUOT)",
  EFBIG: "a limit on the size of files is in force (EFBIG)",
};
