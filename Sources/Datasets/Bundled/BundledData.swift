import Foundation

/// Where the files are that come with the kit; their origin and licence stand in `Data/NOTICE.md`.
enum BundledData {
  /// The path of a bundled file, wherever the package was cloned and whatever the working directory
  /// is.
  ///
  /// It looks in the package's resources beside the running program, then in the package's source.
  /// Where neither has the file, the path is that in the source, and reading it says so.
  static func path(of fileName: String) -> String {
    // `Bundle.module` would stop the program where the resources are not beside it.
    let candidates = (resourceFolders + [sourceFolder]).map {
      $0.appendingPathComponent(fileName).path
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0) }
      ?? sourceFolder.appendingPathComponent(fileName).path
  }

  private static var sourceFolder: URL {
    URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Data")
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
