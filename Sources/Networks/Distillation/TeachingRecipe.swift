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
