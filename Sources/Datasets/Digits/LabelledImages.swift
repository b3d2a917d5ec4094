import LinearAlgebra

/// Small pictures of one size, each with the class that it belongs to: what a pair of MNIST's files
/// holds.
///
/// ```swift
/// let digits = try LabelledImages(
///   imagesAt: "train-images-idx3-ubyte.gz", labelsAt: "train-labels-idx1-ubyte.gz")
/// digits.image(0).shape  // 28×28
/// digits.labels[0]       // 5
/// ```
public struct LabelledImages: Equatable, Sendable {
  /// The number of rows of each picture.
  public let height: Int

  /// The number of pixels in a row.
  public let width: Int

  /// The grey levels, 0 for the background and 255 for ink, picture after picture, row by row.
  public let levels: [UInt8]

  /// The class of each picture.
  public let labels: [Int]

  /// The number of pictures.
  public var count: Int { labels.count }

  /// Reads a file of pictures and a file of labels, both IDX, plain or compressed by gzip.
  ///
  /// - Throws: `FileError`: missing, unreadable or malformed; it names the file that is at fault, and
  ///   that of the labels where the two do not hold the same number.
  public init(imagesAt imagesPath: String, labelsAt labelsPath: String) throws(FileError) {
    try self.init(
      images: try IDXArray(contentsOf: imagesPath), from: imagesPath,
      labels: try IDXArray(contentsOf: labelsPath), from: labelsPath)
  }

  init(
    images: IDXArray, from imagesFile: String, labels: IDXArray, from labelsFile: String
  ) throws(FileError) {
    guard images.dimensions.count == 3, images.dimensions.allSatisfy({ $0 >= 1 }) else {
      throw .malformed(
        file: imagesFile, expected: "pictures, which have 3 dimensions of at least 1",
        found: "the dimensions \(Self.shape(images))")
    }
    guard labels.dimensions.count == 1 else {
      throw .malformed(
        file: labelsFile, expected: "labels, which have 1 dimension",
        found: "the dimensions \(Self.shape(labels))")
    }
    guard labels.count == images.dimensions[0] else {
      throw .malformed(
        file: labelsFile, expected: "a label for each of \(images.dimensions[0]) pictures",
        found: "\(labels.count)")
    }
    guard let levels = images.levels else {
      throw .malformed(
        file: imagesFile, expected: "grey levels in whole numbers of 0 to 255",
        found: "a number that is none")
    }
    var classes: [Int] = []
    for value in labels.values {
      guard let label = Int(exactly: value), label >= 0 else {
        throw .malformed(
          file: labelsFile, expected: "labels in whole numbers from 0 on", found: "\(value)")
      }
      classes.append(label)
    }
    height = images.dimensions[1]
    width = images.dimensions[2]
    self.levels = levels
    self.labels = classes
  }

  private static func shape(_ array: IDXArray) -> String {
    array.dimensions.map(String.init).joined(separator: "×")
  }
}

extension LabelledImages {
  /// All pictures as a matrix of count×(height·width) grey levels, one picture a row.
  public var pixels: Matrix<Double> {
    Matrix(rows: count, columns: height * width, elements: levels.map { Double($0) })
  }

  /// The picture at `index`, a height×width matrix of grey levels.
  ///
  /// - Precondition: `index` is in `0..<count`.
  public func image(_ index: Int) -> Matrix<Double> {
    let size = height * width
    let picture = levels[index * size..<(index + 1) * size]
    return Matrix(rows: height, columns: width, elements: picture.map { Double($0) })
  }
}
