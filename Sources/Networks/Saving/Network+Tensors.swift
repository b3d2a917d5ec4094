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

extension Parameter {
  /// The shape that a file gives it: biases have one direction.
  fileprivate var shape: [Int] {
    decays ? [values.rows, values.columns] : [values.columns]
  }
}
