import Foundation

/// A folder with the four original files of MNIST, each plain or compressed by gzip.
///
/// ```swift
/// let folder = MNISTFolder("mnist")
/// let digits = try folder.training()
/// digits.count  // 60000
/// ```
public struct MNISTFolder: Sendable {
  /// The path of the folder.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(_ path: String) { self.path = path }

  /// Reads `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, or the same with `.gz`.
  ///
  /// - Throws: `FileError`, which names the file that is missing or malformed.
  public func training() throws(FileError) -> LabelledImages { try images("train") }

  /// Reads `t10k-images-idx3-ubyte` and `t10k-labels-idx1-ubyte`, or the same with `.gz`.
  ///
  /// - Throws: `FileError`, which names the file that is missing or malformed.
  public func test() throws(FileError) -> LabelledImages { try images("t10k") }

  private func images(_ part: String) throws(FileError) -> LabelledImages {
    try LabelledImages(
      imagesAt: file("\(part)-images-idx3-ubyte"), labelsAt: file("\(part)-labels-idx1-ubyte"))
  }

  /// The plain file, unless only the compressed one is there.
  private func file(_ name: String) -> String {
    let plain = "\(path)/\(name)"
    let isPacked =
      !FileManager.default.fileExists(atPath: plain)
      && FileManager.default.fileExists(atPath: plain + ".gz")
    return isPacked ? plain + ".gz" : plain
  }
}
