import Coursework
import Exercises

extension NuclearNormAnswers: SubmittedAnswers {
  /// The learner's answers, from `Exercises/12-NuclearNorm.swift`.
  public static let submitted = NuclearNormAnswers(
    nuclearNorm: Exercises.nuclearNorm,
    nuclearSubgradient: Exercises.nuclearSubgradient,
    proximalStep: { try Exercises.proximalStep($0, rate: $1, penalty: $2) },
    effectiveRank: { try Exercises.effectiveRank(of: $0, share: $1) },
    balancedFactors: Exercises.balancedFactors)
}
