/// A picture that comes with the kit; its origin and licence stand in `Data/NOTICE.md`.
///
/// ```swift
/// let picture = try BundledPicture.camera.load()
/// picture.grey.shape  // 400×400
/// ```
public enum BundledPicture: String, CaseIterable, Sendable {
  /// A photographer behind his camera, 400×400 pixels.
  case camera

  /// Reads the picture, wherever the package was cloned and whatever the working directory is.
  ///
  /// - Throws: `FileError`, missing where the file is neither beside the program nor in the source.
  public func load() throws(FileError) -> Picture {
    try Picture(contentsOf: BundledData.path(of: fileName))
  }

  var fileName: String { "\(rawValue)-400.pgm" }
}
