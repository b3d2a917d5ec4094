import Testing

@testable import Notebook

/// A failing test names a chart by its title.
extension Chart: CustomTestStringConvertible {
  public var testDescription: String { "“\(title)”" }
}
