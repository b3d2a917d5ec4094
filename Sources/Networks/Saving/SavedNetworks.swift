import Datasets
import LinearAlgebra

/// Networks in one file, each under a name of its own, with what chose them and how their digits were
/// split.
///
/// Whoever reads them with another split would judge networks on digits that they have learnt from.
public struct SavedNetworks: Sendable {
  private let file: String
  private let content: TensorFile

  /// Reads a file in the safetensors format.
  ///
  /// - Parameters:
  ///   - seed: What splits the digits now.
  ///   - training: The digits to learn from now.
  /// - Throws: `FileError`: missing, unreadable or malformed, also where the networks were trained with
  ///   another seed or on another number of digits.
  public init(at path: String, seed: UInt64, training: Samples) throws(FileError) {
    file = path
    content = try TensorFile(contentsOf: path)
    guard let found = content[Self.splitName].flatMap({ Split($0.values) }) else {
      throw .malformed(
        file: path, expected: "networks that this lesson saved", found: "no “\(Self.splitName)”")
    }
    let expected = Split(seed: seed, count: training.count)
    guard found == expected else {
      throw .malformed(
        file: path, expected: "networks trained with \(expected.words)", found: found.words)
    }
  }

  /// The networks `name.0`, `name.1`, …, as many as there are patterns, with what validation chose for
  /// them.
  ///
  /// - Parameters:
  ///   - patterns: Networks of the same layers; only their parameters are replaced.
  ///   - validation: The samples for their scores.
  /// - Throws: `FileError.malformed` where an array is missing or has another shape.
  public func selections(
    _ name: String, like patterns: [Network], validation: Samples
  ) throws(FileError) -> [SelectedNetwork] {
    var result: [SelectedNetwork] = []
    for (index, pattern) in patterns.enumerated() {
      let (network, rate, epoch) = try read("\(name).\(index)", like: pattern)
      result.append(
        SelectedNetwork(
          network: network, learningRate: rate, epoch: epoch,
          validation: network.accuracy(on: validation)))
    }
    return result
  }

  /// Finds out whether `selections` would find networks, before the work that leads to them.
  ///
  /// - Throws: `FileError.malformed`.
  public func check(_ name: String, like patterns: [Network]) throws(FileError) {
    for (index, pattern) in patterns.enumerated() {
      _ = try read("\(name).\(index)", like: pattern)
    }
  }

  /// A network with the rate and the epoch that were chosen for it.
  private func read(
    _ name: String, like pattern: Network
  ) throws(FileError) -> (network: Network, rate: Float, epoch: Int) {
    var network = pattern
    try network.load(name, from: content, file: file)
    let choice = "\(name).\(Self.choiceName)"
    guard let values = content[choice]?.values, values.count == 2 else {
      throw .malformed(
        file: file, expected: "“\(choice)”, a rate and an epoch", found: "none such")
    }
    guard values[0].isFinite, values[0] > 0, let epoch = Int(exactly: values[1]),
      0...1_000_000 ~= epoch
    else {
      throw .malformed(
        file: file, expected: "a rate above 0 and an epoch, 0 or more, in “\(choice)”",
        found: "\(values[0]) and \(values[1])")
    }
    return (network, values[0], epoch)
  }

  /// Writes lists of networks under the names `name.0`, `name.1`, …, the names in alphabetical order.
  ///
  /// - Parameter replacement: Which files the new one may take the place of.
  /// - Throws: `FileError.cannotWrite`.
  public static func write(
    _ lists: [String: [SelectedNetwork]], seed: UInt64, training: Samples, to path: String,
    replacing replacement: Replacement = .own
  ) throws(FileError) {
    let split = Split(seed: seed, count: training.count).values
    var tensors = [TensorFile.Tensor(name: splitName, shape: [split.count], values: split)]
    for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
      for (index, selection) in list.enumerated() {
        let prefix = "\(name).\(index)"
        tensors += selection.network.tensors(prefix)
        tensors.append(
          TensorFile.Tensor(
            name: "\(prefix).\(choiceName)", shape: [2],
            values: [selection.learningRate, Float(selection.epoch)]))
      }
    }
    try TensorFile(tensors).write(to: path, replacing: replacement)
  }

  /// Finds out whether networks can be written there, before they are trained; without a path it asks
  /// nothing.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public static func checkWritable(
    at path: String?, replacing replacement: Replacement = .own
  ) throws(FileError) {
    if let path { try TensorFile.checkWritable(at: path, replacing: replacement) }
  }

  private static let splitName = "split"
  private static let choiceName = "choice"
}

/// How the digits were split: by which seed, and how many there were to learn from.
private struct Split: Equatable {
  let seed: UInt64
  let count: Int

  init(seed: UInt64, count: Int) {
    self.seed = seed
    self.count = count
  }

  /// The split of a file's array; nil where it is none.
  init?(_ values: [Float]) {
    guard values.count == 5, values.allSatisfy({ $0 >= 0 && $0 < 16_777_216 }),
      values.prefix(4).allSatisfy({ $0 < 65_536 })
    else { return nil }
    seed = values.prefix(4).reversed().reduce(0) { $0 << 16 | UInt64($1) }
    count = Int(values[4])
  }

  /// 16 bits of the seed at a time, which a `Float` holds exactly, the lowest first, and the count.
  var values: [Float] {
    (0..<4).map { Float(seed >> (16 * UInt64($0)) & 0xFFFF) } + [Float(count)]
  }

  var words: String { "--seed \(seed) on \(count) digits" }
}
