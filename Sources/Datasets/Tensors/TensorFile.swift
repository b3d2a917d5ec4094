import LinearAlgebra

/// Named arrays of 32-bit floats, as a file in the safetensors format holds them.
///
/// ```swift
/// let file = TensorFile([.init(name: "w", shape: [2, 2], values: [1, 2, 3, 4])])
/// try file.write(to: "small.safetensors")
/// try TensorFile(contentsOf: "small.safetensors") == file  // true
/// ```
///
/// The format: eight bytes with the length of a header, lowest first; the header, a JSON object with
/// the type, the shape and the place of each array; then all arrays without gaps, row by row. Python's
/// `safetensors` package and others read and write it.
///
/// Names are compared by their code points, as everybody else's programs do: two that only look alike
/// are two.
public struct TensorFile: Equatable, Sendable {
  /// One array.
  public struct Tensor: Equatable, Sendable {
    /// The name, not empty.
    public let name: String

    /// How long it is in each direction; the last changes fastest.
    public let shape: [Int]

    /// The elements, as many as the product of the shape.
    public let values: [Float]

    /// Creates an array.
    ///
    /// - Precondition: There are as many values as the product of the shape.
    public init(name: String, shape: [Int], values: [Float]) {
      require(
        shape.allSatisfy { $0 >= 0 } && shape.reduce(1, elementCount) == values.count,
        "\(values.count) values do not fit the shape \(shape) of \(name)")
      self.name = name
      self.shape = shape
      self.values = values
    }

    public static func == (a: Tensor, b: Tensor) -> Bool {
      a.name.utf8.elementsEqual(b.name.utf8) && a.shape == b.shape && a.values == b.values
    }
  }

  /// The arrays, in the order of their places in the file.
  public let tensors: [Tensor]

  /// Creates the content of a file.
  ///
  /// - Precondition: No two arrays have one name.
  public init(_ tensors: [Tensor]) {
    require(
      Set(tensors.map { Array($0.name.utf8) }).count == tensors.count, "two arrays have one name")
    self.tensors = tensors
  }

  /// The array of that name, or nil.
  public subscript(name: String) -> Tensor? {
    tensors.first { $0.name.utf8.elementsEqual(name.utf8) }
  }

  /// The size of the file, in bytes.
  public var byteCount: Int {
    8 + header.count + 4 * tensors.reduce(0) { $0 + $1.values.count }
  }

  /// Writes the file.
  ///
  /// - Parameter replacement: Which files it may take the place of.
  /// - Throws: `FileError.cannotWrite`.
  public func write(
    to path: String, replacing replacement: Replacement = .own
  ) throws(FileError) {
    try WholeFile.store(encoded(), at: path, replacing: replacement)
  }

  /// Finds out whether a file can be written there, and leaves everything as it is.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public static func checkWritable(
    at path: String, replacing replacement: Replacement = .own
  ) throws(FileError) {
    try WholeFile.checkWritable(at: path, replacing: replacement)
  }

  /// The bytes of the file.
  func encoded() -> [UInt8] {
    let header = header
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: header.count >> (8 * shift))) }
    bytes += header
    for tensor in tensors {
      for value in tensor.values {
        let bits = value.bitPattern
        bytes.append(UInt8(truncatingIfNeeded: bits))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
      }
    }
    return bytes
  }

  /// The header: whose file it is, then the arrays, with blanks at its end up to a multiple of eight bytes, so that the arrays begin at one.
  private var header: [UInt8] {
    var start = 0
    let entries = tensors.map { tensor in
      let end = start + 4 * tensor.values.count
      defer { start = end }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      return "\(quoted(tensor.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
        + "\"data_offsets\":[\(start),\(end)]}"
    }
    let text = Array("{\(([OwnMark.metadata] + entries).joined(separator: ","))}".utf8)
    return text + Array(repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
  }
}

/// A text as JSON has it.
private func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case _ where scalar.value < 0x20:
      result += "\\u00" + hexadecimal(Int(scalar.value), digits: 2)
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
