import Datasets
import LinearAlgebra

extension Network {
  /// The parameters as arrays for a file, named `prefix.layer.parameter`: `dense.0.weights`.
  ///
  /// A matrix has its rows and columns for a shape, a bias its length.
  public func tensors(_ prefix: String) -> [TensorFile.Tensor] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.map { parameter in
        TensorFile.Tensor(
          name: "\(prefix).\(index).\(parameter.name)", shape: parameter.shape,
          values: parameter.values.elements)
      }
    }
  }

  /// The bytes of a file that holds this network alone.
  public var savedByteCount: Int { TensorFile(tensors("network")).byteCount }

  /// Takes all parameters from a file's arrays, which must be there and have this network's shapes.
  ///
  /// - Parameters:
  ///   - prefix: As in `tensors(_:)`.
  ///   - content: What the file holds; other arrays in it are left alone.
  ///   - file: The name that an error gives.
  /// - Throws: `FileError.malformed`, which names the array, what was expected of it and what was found. The
  ///   network is then as it was.
  public mutating func load(
    _ prefix: String, from content: TensorFile, file: String
  ) throws(FileError) {
    var values: [Matrix<Float>] = []
    for (index, layer) in layers.enumerated() {
      for parameter in layer.parameters {
        let name = "\(prefix).\(index).\(parameter.name)"
        guard let tensor = content[name] else {
          throw .malformed(
            file: file, expected: "“\(name)” of shape \(parameter.shape)", found: "none such")
        }
        guard tensor.shape == parameter.shape else {
          throw .malformed(
            file: file, expected: "“\(name)” of shape \(parameter.shape)",
            found: "\(tensor.shape)")
        }
        guard tensor.values.allSatisfy(\.isFinite) else {
          throw .malformed(
            file: file, expected: "finite numbers in “\(name)”", found: "NaN or infinity")
        }
        values.append(
          Matrix(
            rows: parameter.values.rows, columns: parameter.values.columns,
            elements: tensor.values))
      }
    }
    var place = 0
    forEachParameter { parameter in
      parameter.values = values[place]
      place += 1
    }
  }
}

/// Networks in one file, each under a name of its own.
///
/// ```swift
/// try SavedNetworks.write([("dense", network)], to: "digits.safetensors")
/// let again = try SavedNetworks(at: "digits.safetensors").network("dense", like: network)
/// ```
public struct SavedNetworks: Sendable {
  private let file: String
  private let content: TensorFile

  /// Reads a file in the safetensors format.
  ///
  /// - Throws: `FileError`: missing, unreadable or malformed.
  public init(at path: String) throws(FileError) {
    file = path
    content = try TensorFile(contentsOf: path)
  }

  /// The network of that name.
  ///
  /// - Parameter pattern: A network of the same layers; only its parameters are replaced.
  /// - Throws: `FileError.malformed` where an array is missing or has another shape.
  public func network(_ name: String, like pattern: Network) throws(FileError) -> Network {
    var network = pattern
    try network.load(name, from: content, file: file)
    return network
  }

  /// The networks `name.0`, `name.1`, …, as many as there are patterns, with their scores on validation
  /// samples.
  ///
  /// - Throws: `FileError.malformed`, as `network(_:like:)`.
  public func selections(
    _ name: String, like patterns: [Network], validation: Samples
  ) throws(FileError) -> [Selection] {
    var result: [Selection] = []
    for (index, pattern) in patterns.enumerated() {
      let found = try network("\(name).\(index)", like: pattern)
      result.append(Selection(untrained: found, validation: validation))
    }
    return result
  }

  /// Writes networks to a file, in place of what was there.
  ///
  /// - Throws: `FileError.cannotWrite`.
  /// - Precondition: The names differ.
  public static func write(
    _ networks: [(name: String, network: Network)], to path: String
  ) throws(FileError) {
    try TensorFile(networks.flatMap { $0.network.tensors($0.name) }).write(to: path)
  }

  /// Writes lists of networks under the names `name.0`, `name.1`, …, the names in alphabetical order.
  ///
  /// - Throws: `FileError.cannotWrite`.
  public static func write(
    _ lists: [String: [Selection]], to path: String
  ) throws(FileError) {
    var networks: [(name: String, network: Network)] = []
    for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
      for (index, selection) in list.enumerated() {
        networks.append(("\(name).\(index)", selection.network))
      }
    }
    try write(networks, to: path)
  }
}

extension Parameter {
  /// The shape that a file gives it: biases have one direction.
  fileprivate var shape: [Int] {
    decays ? [values.rows, values.columns] : [values.columns]
  }
}
