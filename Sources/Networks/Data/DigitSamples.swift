import Datasets
import LinearAlgebra

/// Handwritten digits in the three parts that an honest experiment needs.
///
/// The pixels are shifted and scaled to mean 0 and variance 1, all by the same two numbers, which are taken
/// of the digits that training and validation share.
public struct DigitSamples: Sendable {
  /// What networks learn from.
  public let training: Samples

  /// What chooses epochs and learning rates.
  public let validation: Samples

  /// What is looked at once, at the end.
  public let test: Samples

  /// All of MNIST from a folder, or the bundled digits where there is none.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - scale: What is done to the pixels; they are standardised where it is left out.
  ///   - generator: Draws the parts.
  /// - Throws: `FileError`.
  public static func load(
    _ folder: String?, _ scale: PixelScale? = nil, using generator: inout SeededGenerator
  ) throws(FileError) -> Self {
    if let folder { return try mnist(MNISTFolder(folder), scale, using: &generator) }
    return try bundled(scale, using: &generator)
  }

  /// The bundled 5 000 digits: 3 500, 500 and 1 000, each with the same number of every class.
  ///
  /// - Parameters:
  ///   - scale: What is done to the pixels; they are standardised where it is left out.
  ///   - generator: Draws the parts.
  /// - Throws: `FileError`.
  public static func bundled(
    _ scale: PixelScale? = nil, using generator: inout SeededGenerator
  ) throws(FileError) -> Self {
    let digits = try BundledDigits.load()
    let scale = scale ?? PixelScale(standardizing: digits)
    let (most, test) = Samples(digits, scale).stratifiedSplit(0.8, using: &generator)
    let (training, validation) = most.stratifiedSplit(0.875, using: &generator)
    return Self(training: training, validation: validation, test: test)
  }

  /// All of MNIST: nine tenths of its 60 000 for training, the rest for validation, and its test set.
  ///
  /// - Parameters:
  ///   - folder: The four files.
  ///   - scale: What is done to the pixels; they are standardised where it is left out.
  ///   - generator: Draws the parts.
  /// - Throws: `FileError`, also where the two sets differ in the size of their pictures or have classes
  ///   that are no digits.
  public static func mnist(
    _ folder: MNISTFolder, _ scale: PixelScale? = nil, using generator: inout SeededGenerator
  ) throws(FileError) -> Self {
    let (digits, others) = (try folder.training(), try folder.test())
    for set in [digits, others] {
      guard set.height == digits.height, set.width == digits.width, set.count >= 100,
        set.labels.allSatisfy({ $0 < 10 })
      else {
        throw .malformed(
          file: folder.path,
          expected: "100 pictures or more of \(digits.height)×\(digits.width) in each set, of the "
            + "classes 0 to 9",
          found: "\(set.count) of \(set.height)×\(set.width), up to class \(set.labels.max() ?? 0)")
      }
    }
    let scale = scale ?? PixelScale(standardizing: digits)
    let (training, validation) = Samples(digits, scale).stratifiedSplit(0.9, using: &generator)
    return Self(training: training, validation: validation, test: Samples(others, scale))
  }
}
