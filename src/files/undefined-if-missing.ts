/** For `catch`: a path that does not exist is undefined. @throws any other error */
export const undefinedIfMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== "ENOENT") throw error;
};
