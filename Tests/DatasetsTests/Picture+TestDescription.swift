import Datasets
import Testing

/// A failing test names a picture by its size; its levels would fill the screen.
extension Picture: CustomTestStringConvertible {
  public var testDescription: String { "\(width)×\(height)" }
}
