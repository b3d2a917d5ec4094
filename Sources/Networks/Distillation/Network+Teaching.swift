import LinearAlgebra

extension Network {
  /// Trains this network as a student, towards `SoftTargets`.
  ///
  /// ```swift
  /// let student = start.taught(
  ///   .init(temperature: 4, share: 0.5), by: teacher, on: training,
  ///   validation: validation, plan: plan)
  /// ```
  ///
  /// - Parameters:
  ///   - recipe: What it learns from.
  ///   - teacher: A network that names the same classes.
  ///   - samples: The samples.
  ///   - validation: What chooses learning rate and epoch, by the labels.
  ///   - plan: What to try.
  ///   - progress: Called after each step.
  /// - Precondition: Both networks take inputs of the samples' size.
  public func taught(
    _ recipe: TeachingRecipe, by teacher: Network, on samples: Samples, validation: Samples,
    plan: TrainingPlan, progress: () -> Void = {}
  ) -> SelectedNetwork {
    let objective = SoftTargets(
      teacher: teacher.logits(for: samples.inputs), labels: samples.labels,
      temperature: recipe.temperature, share: recipe.share)
    return selected(
      by: plan, on: samples.inputs, toward: objective, validation: validation
    ) { _, _ in progress() }
  }

  /// The samples with the class that this network puts them into in the place of their label.
  ///
  /// - Precondition: The inputs have `inputSize` columns.
  public func labelling(_ samples: Samples) -> Samples {
    Samples(inputs: samples.inputs, labels: predictions(for: samples.inputs))
  }
}
