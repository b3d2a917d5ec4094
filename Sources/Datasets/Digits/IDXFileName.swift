/// What a file of a data set like MNIST holds, as far as its name tells.
///
/// The original is `train-images-idx3-ubyte`; mirrors write `train-images.idx3-ubyte`, EMNIST
/// `emnist-digits-test-labels-idx1-ubyte`, and each may end in `.gz`.
struct IDXFileName: Equatable {
  enum Part: Equatable { case training, test }
  enum Content: Equatable { case images, labels }

  let part: Part
  let content: Content

  /// What stands in front of the part, as in “emnist-digits”.
  let prefix: String

  let isPacked: Bool

  /// Reads the name; nil where it is another kind of file.
  init?(_ name: String) {
    var words = name.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    isPacked = words.last == "gz"
    if isPacked { words.removeLast() }
    guard let last = words.last, last.hasPrefix("ubyte") || last.hasPrefix("idx") || last == "int"
    else { return nil }
    guard let partPlace = words.firstIndex(where: { ["train", "t10k", "test"].contains($0) })
    else { return nil }
    part = words[partPlace] == "train" ? .training : .test
    let rest = words[(partPlace + 1)...]
    if rest.contains("images") || rest.contains("image") {
      content = .images
    } else if rest.contains("labels") || rest.contains("label") {
      content = .labels
    } else {
      return nil
    }
    prefix = words[..<partPlace].joined(separator: "-")
  }
}
