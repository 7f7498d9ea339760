/** Every Graph path begins with a version; which one makes no difference here. */
export const VERSION = '/:version(^v\\d+\\.\\d+$)';
