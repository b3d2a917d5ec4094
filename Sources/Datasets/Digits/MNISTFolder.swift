/// A folder with the four files of MNIST, or of a data set that is packed like it: Fashion-MNIST, EMNIST,
/// KMNIST.
///
/// The files are found under every name that mirrors give them, plain or compressed by gzip, in the folder
/// or up to three below it.
///
/// ```swift
/// let folder = MNISTFolder("mnist")
/// let digits = try folder.training()
/// digits.count  // 60000
/// ```
public struct MNISTFolder: Sendable {
  /// The path of the folder.
  public let path: String

  private static let deepest = 3
  private static let folderLimit = 1000

  /// Names a folder; nothing is read yet.
  public init(_ path: String) { self.path = path }

  /// Reads the pictures to learn from, as `train-images-idx3-ubyte`, and their labels.
  ///
  /// - Throws: `FileError`, which names the file that is missing, with what is there instead, or that is
  ///   malformed.
  public func training() throws(FileError) -> LabelledImages { try images(.training) }

  /// Reads the pictures to test with, as `t10k-images-idx3-ubyte`, and their labels.
  ///
  /// - Throws: `FileError`, which names the file that is missing, with what is there instead, or that is
  ///   malformed.
  public func test() throws(FileError) -> LabelledImages { try images(.test) }

  private func images(_ part: IDXFileName.Part) throws(FileError) -> LabelledImages {
    let set = try dataSet()
    return try LabelledImages(
      imagesAt: try file(part, .images, set), labelsAt: try file(part, .labels, set))
  }

  // MARK: Names

  private struct Found {
    let path: String
    let name: IDXFileName
    /// The folder that the data set lies in.
    let folder: String
    let depth: Int
  }

  /// The files of one data set: the one that lies highest, and is the only one there.
  private func dataSet() throws(FileError) -> [Found] {
    guard let names = FolderListing.names(in: path) else { throw .missing(file: path) }
    var found: [Found] = []
    var others: [String] = []
    var folders = 0
    collect(names, in: path, depth: 0, folder: path, &found, &others, &folders)
    let sets = Dictionary(grouping: found) { "\($0.folder)\0\($0.name.prefix)" }.values
    let depth = sets.compactMap { $0.first?.depth }.min() ?? 0
    let highest = sets.filter { $0.first?.depth == depth }
    // Of EMNIST's six sets two hold digits and nothing else.
    let preferred = ["", "emnist-mnist", "emnist-digits"].lazy.compactMap { prefix in
      let fitting = highest.filter { $0.first?.name.prefix == prefix }
      return fitting.count == 1 ? fitting.first : nil
    }.first
    if let only = highest.count == 1 ? highest.first : preferred { return only }
    if highest.isEmpty {
      throw .missing(file: "\(path)/train-images-idx3-ubyte", hint: hint(others))
    }
    let places = highest.compactMap { $0.first.map { set in "\(set.folder)/\(set.name.prefix)" } }
    throw .missing(
      file: "\(path)/train-images-idx3-ubyte",
      hint: "but several data sets below it: \(places.sorted().joined(separator: ", "))")
  }

  private func collect(
    _ names: [String], in place: String, depth: Int, folder: String, _ found: inout [Found],
    _ others: inout [String], _ folders: inout Int
  ) {
    for name in names {
      let path = "\(place)/\(name)"
      let file = IDXFileName(name)
      if folders < Self.folderLimit, depth < Self.deepest,
        let below = FolderListing.names(in: path)
      {
        folders += 1
        // Some archives put each file into a folder of the file's own name.
        let isWrapper = file != nil
        collect(
          below, in: path, depth: depth + 1, folder: isWrapper ? folder : path, &found, &others,
          &folders)
      } else if let file {
        let depth = folder.utf8.count { $0 == UInt8(ascii: "/") }
        found.append(Found(path: path, name: file, folder: folder, depth: depth))
      } else {
        others.append(name)
      }
    }
  }

  /// The plain file, unless only the compressed one is there; the one that lies higher first.
  private func file(
    _ part: IDXFileName.Part, _ content: IDXFileName.Content, _ set: [Found]
  ) throws(FileError) -> String {
    let fitting = set.filter { $0.name.part == part && $0.name.content == content }
    if let found = fitting.first(where: { !$0.name.isPacked }) ?? fitting.first {
      return found.path
    }
    let names = [part == .training ? "train" : "t10k", content == .images ? "images" : "labels"]
    let type = content == .images ? "idx3" : "idx1"
    let there = set.map { $0.path.split(separator: "/").last.map(String.init) ?? $0.path }
    throw .missing(
      file: "\(set.first?.folder ?? path)/\(names[0])-\(names[1])-\(type)-ubyte",
      hint: "but \(there.sorted().joined(separator: ", "))")
  }

  /// What is there of the same data in another form.
  private func hint(_ others: [String]) -> String? {
    let words = ["mnist", "train", "t10k", "ubyte", "idx", "digit", "kmnist"]
    let close = others.filter { name in
      let lowercased = name.lowercased()
      return words.contains { lowercased.contains($0) }
    }
    guard let first = close.first else {
      return others.isEmpty ? "and nothing else in the folder" : nil
    }
    let forms = [
      (".csv", "a table; the files that end in idx3-ubyte and idx1-ubyte are needed"),
      (".zip", "which unzip unpacks"), (".tar.gz", "which tar -xzf unpacks"),
      (".tgz", "which tar -xzf unpacks"), (".npz", "which NumPy reads"),
      (".parquet", "a table; the files that end in idx3-ubyte and idx1-ubyte are needed"),
    ]
    let form = forms.first { first.lowercased().hasSuffix($0.0) }
    return "but \(first)" + (form.map { ", \($0.1)" } ?? "")
  }
}
