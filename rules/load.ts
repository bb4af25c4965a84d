import { loadCalibration, type CalibrationRules } from './calibration/calibration.js';
import { loadComparisons, type ComparisonRules } from './comparisons/comparisons.js';
import { loadForms, type FormRules } from './forms/forms.js';
import { loadIdentities, type IdentityRules } from './identities/identities.js';
import { loadNarrative, type NarrativeRules } from './narrative/narrative.js';
import { loadPerformance, type PerformanceRules } from './performance/performance.js';
import { loadProofreading, type ProofreadingRules } from './proofreading/proofreading.js';
import { loadSubjectNames, type SubjectNames } from './subjects/names.js';
import { loadSubjects, type SubjectRules } from './subjects/subjects.js';

/** The whole rule book, read once a process. */
export interface Rules {
  readonly forms: FormRules;
  readonly names: SubjectNames;
  readonly identities: IdentityRules;
  readonly subjects: SubjectRules;
  readonly performance: PerformanceRules;
  readonly narrative: NarrativeRules;
  readonly calibration: CalibrationRules;
  readonly comparisons: ComparisonRules;
  readonly proofreading: ProofreadingRules;
}

/** Reads every rule file. Throws on a malformed one: a fault of ours, not of a document. */
export function loadRules(): Rules {
  return {
    forms: loadForms(),
    names: loadSubjectNames(),
    identities: loadIdentities(),
    subjects: loadSubjects(),
    performance: loadPerformance(),
    narrative: loadNarrative(),
    calibration: loadCalibration(),
    comparisons: loadComparisons(),
    proofreading: loadProofreading(),
  };
}
