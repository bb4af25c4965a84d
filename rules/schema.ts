/** The rule book as the stages see it. Each part is read once from its data files by its own loader. */
export type { FormRules } from './forms/forms.js';
