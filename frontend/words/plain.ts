/** A text without the marks of Markdown for emphasis and code, for one line where nothing is rendered. */
export const withoutMarks = (text: string): string => text.replaceAll(/\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*/g, '$1').replaceAll(/`([^`\n]+)`/g, '$1')
