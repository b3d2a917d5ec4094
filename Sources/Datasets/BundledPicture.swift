import Foundation

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
  /// It looks in the package's resources beside the running program, then in the package's source.
  ///
  /// - Throws: `FileError`, missing where neither place has it.
  public func load() throws(FileError) -> Picture {
    // `Bundle.module` would stop the program where the resources are not beside it.
    let candidates = Self.folders.map { $0.appendingPathComponent(fileName).path }
    let found = candidates.first { FileManager.default.fileExists(atPath: $0) }
    guard let path = found ?? candidates.last else { throw .missing(file: fileName) }
    return try Picture(contentsOf: path)
  }

  private var fileName: String { "\(rawValue)-400.pgm" }

  /// The folders that may hold the data, the most likely first and the source last.
  private static var folders: [URL] {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return resourceFolders + [source.appendingPathComponent("Data")]
  }

  #if canImport(Darwin)
    private final class Marker {}

    private static var resourceFolders: [URL] {
      // Under a test runner, the main bundle is the runner's, and ours stands beside the tests'.
      let tests = Bundle(for: Marker.self).bundleURL
      return [Bundle.main.bundleURL, tests, tests.deletingLastPathComponent()].flatMap { place in
        let bundle = place.appendingPathComponent("LowRank_Datasets.bundle")
        return ["Data", "Contents/Resources/Data"].map { bundle.appendingPathComponent($0) }
      }
    }
  #else
    private static var resourceFolders: [URL] {
      [Bundle.main.bundleURL.appendingPathComponent("LowRank_Datasets.resources/Data")]
    }
  #endif
}
