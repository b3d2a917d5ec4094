import Foundation
import Testing

@testable import Datasets

@Suite struct MNISTFolderTests {
  /// Writes files, each holding its own number of pictures or labels.
  static func write(_ names: [String], _ folder: String, count: Int = 2) throws {
    for name in names {
      let path = "\(folder)/\(name)"
      try Folder.create(at: (path as NSString).deletingLastPathComponent)
      let dimensions = name.lowercased().contains("image") ? [count, 1, 1] : [count]
      let data = IDXTests.idx(dimensions, Array(repeating: 3, count: count))
      let bytes = name.hasSuffix(".gz") ? GzipTests.gzip(data) : data
      #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
    }
  }

  static let packings: [[String]] = [
    ["train-images-idx3-ubyte", "train-labels-idx1-ubyte.gz"],
    ["train-images.idx3-ubyte", "train-labels.idx1-ubyte"],
    ["emnist-digits-train-images-idx3-ubyte", "emnist-digits-train-labels-idx1-ubyte"],
    [
      "gzip/emnist-mnist-train-images-idx3-ubyte.gz",
      "gzip/emnist-mnist-train-labels-idx1-ubyte.gz",
    ],
    [
      "train-images-idx3-ubyte/train-images-idx3-ubyte",
      "train-labels-idx1-ubyte/train-labels-idx1-ubyte",
    ],
    ["MNIST/raw/train-images-idx3-ubyte", "MNIST/raw/train-labels-idx1-ubyte"],
    ["qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx1-ubyte"],
    ["Train_Images.IDX3-UBYTE", "Train_Labels.IDX1-UBYTE"],
  ]

  @Test(arguments: packings)
  func everyNameOfTheFiles(names: [String]) throws {
    try FileErrorTests.withFolder { folder in
      try Self.write(names, folder)
      let test = names.map {
        $0.replacingOccurrences(of: "emnist", with: "EMN").replacingOccurrences(
          of: "train", with: "t10k"
        )
        .replacingOccurrences(of: "Train", with: "Test").replacingOccurrences(
          of: "EMN", with: "emnist")
      }
      try Self.write(test, folder, count: 3)
      #expect(try MNISTFolder(folder).training().count == 2)
      #expect(try MNISTFolder(folder).test().count == 3)
    }
  }

  static func refusal(_ folder: String) -> FileError? {
    do {
      _ = try MNISTFolder(folder).training()
      return nil
    } catch { return error }
  }

  @Test func whatIsThereInstead() throws {
    #expect(Self.refusal("/no/such") == .missing(file: "/no/such"))
    for (name, hint) in [
      ("mnist_train.csv", "but mnist_train.csv, a table"), ("mnist.npz", "but mnist.npz, which"),
      ("train-images-idx3-ubyte.zip", "which unzip unpacks"), ("notes.txt", "found none"),
    ] {
      try FileErrorTests.withFolder { folder in
        #expect(FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: nil))
        let error = Self.refusal(folder)
        #expect(error?.exitStatus == 66)
        #expect(error?.description.contains(hint) == true, "\(error.map { "\($0)" } ?? "")")
      }
    }
    try FileErrorTests.withFolder { folder in
      try Self.write(["train-images-idx3-ubyte"], folder)
      let line = Self.refusal(folder)?.description
      #expect(line?.contains("train-labels-idx1-ubyte: expected a file") == true)
    }
  }

  @Test func severalDataSets() throws {
    try FileErrorTests.withFolder { folder in
      for set in ["A", "B"] { try Self.write(Self.packings[0].map { "\(set)/\($0)" }, folder) }
      #expect(Self.refusal(folder)?.description.contains("several data sets") == true)
      try Self.write(Self.packings[0], folder, count: 5)
      #expect(try MNISTFolder(folder).training().count == 5)
    }
    try FileErrorTests.withFolder { folder in
      for set in ["letters", "digits"] {
        try Self.write(
          ["images-idx3", "labels-idx1"].map { "emnist-\(set)-train-\($0)-ubyte" }, folder,
          count: set == "digits" ? 4 : 2)
      }
      #expect(try MNISTFolder(folder).training().count == 4)
    }
  }
}
