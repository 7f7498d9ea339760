/** What is said of a link that Meta cannot fetch. */
export const NOT_PUBLIC = 'must be an https link that Meta can reach';
