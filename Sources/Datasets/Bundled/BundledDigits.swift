/// The handwritten digits that come with the kit: 5 000 of MNIST's, 500 of each class.
///
/// ```swift
/// let digits = try BundledDigits.load()
/// digits.pixels.shape  // 5000×784
/// digits.labels[0]     // 0
/// ```
///
/// They are sorted by class: shuffle before you split. Their origin and licence stand in
/// `Data/NOTICE.md`.
public enum BundledDigits {
  static let imagesFileName = "mnist5k-images-idx3-ubyte"
  static let labelsFileName = "mnist5k-labels-idx1-ubyte"

  /// Reads the digits, wherever the package was cloned and whatever the working directory is.
  ///
  /// - Throws: `FileError`, missing where a file is neither beside the program nor in the source.
  public static func load() throws(FileError) -> LabelledImages {
    try LabelledImages(
      imagesAt: BundledData.path(of: imagesFileName),
      labelsAt: BundledData.path(of: labelsFileName))
  }
}
