const OBJECT_ID = /^[0-9a-f]{24}$/i;

export const isObjectId = (text: string): boolean => OBJECT_ID.test(text);
