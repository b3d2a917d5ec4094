import LinearAlgebra

/// How much a student listens to its teacher, and at which temperature.
public struct TeachingRecipe: Equatable, Sendable {
  /// T.
  public let temperature: Float

  /// α: 0 for the labels alone, 1 for the teacher alone.
  public let share: Float

  /// Creates a recipe.
  public init(temperature: Float, share: Float) {
    self.temperature = temperature
    self.share = share
  }

  /// No teacher.
  public static let labelsAlone = TeachingRecipe(temperature: 1, share: 0)
}

/// Networks that learnt from one start by one recipe, each from the samples in another order.
///
/// ```swift
/// let students = start.taught(
///   .init(temperature: 4, share: 0.5), by: logits, on: training,
///   validation: validation, plan: plan, runs: 3)
/// ```
public struct Students: Sendable {
  /// The recipe.
  public let recipe: TeachingRecipe

  /// What validation chose for each.
  public let selections: [SelectedNetwork]

  /// The mean of their accuracies on the validation samples.
  public var validation: Double { Average(selections.map(\.validation.share)).mean }

  /// For each sample the share of the students that put it into its class.
  public func hits(on samples: Samples) -> [Double] {
    let each = selections.map { $0.network.hits(on: samples) }
    return (0..<samples.count).map { i in Average(each.map { $0[i] }).mean }
  }
}

extension Network {
  /// Trains this network several times, as a student.
  ///
  /// - Parameters:
  ///   - recipe: What it learns from.
  ///   - logits: The teacher's, one row a sample.
  ///   - samples: The samples.
  ///   - validation: What chooses learning rate and epoch.
  ///   - plan: What to try; its seed draws the first order, the next ones the others.
  ///   - runs: How many students.
  ///   - progress: Called after each step.
  /// - Precondition: There are logits for each sample.
  public func taught(
    _ recipe: TeachingRecipe, by logits: Matrix<Float>, on samples: Samples, validation: Samples,
    plan: TrainingPlan, runs: Int, progress: () -> Void = {}
  ) -> Students {
    let objective = SoftTargets(
      teacher: logits, labels: samples.labels, temperature: recipe.temperature,
      share: recipe.share)
    return Students(
      recipe: recipe,
      selections: (0..<runs).map { run in
        var plan = plan
        plan.seed &+= UInt64(run)
        return selected(
          by: plan, on: samples.inputs, toward: objective, validation: validation
        ) { _, _ in progress() }
      })
  }
}
