import Foundation
import Testing

@testable import Datasets

@Suite struct TensorFileTests {
  private let sample = TensorFile([
    .init(name: "w", shape: [2, 3], values: [1, -2, 0.5, 1e-30, -0.0, 3e38]),
    .init(name: "quoted \"name\"", shape: [], values: [7]),
    .init(name: "empty", shape: [0, 4], values: []),
  ])

  private func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    let text = Array(header.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + data
  }

  @Test func comesBackAsItWas() throws {
    let bytes = sample.encoded()
    #expect(bytes.count == sample.byteCount)
    let again = try TensorFile(decoding: bytes, file: "x")
    for tensor in sample.tensors { #expect(again[tensor.name] == tensor) }
    #expect(again.tensors.count == 3)
  }

  @Test func readsWhatOthersWrite() throws {
    // A header with metadata, blanks and the arrays in another order than their places.
    let header =
      #"{"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"#
      + #" "a":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}   "#
    let bytes = file(header, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    let found = try TensorFile(decoding: bytes, file: "x")
    #expect(found["a"]?.values == [1] && found["b"]?.values == [-2])
  }

  static let headers = [
    "", "{", "[]", "null", #"{"a":1}"#, #"{"a":{"dtype":"F32","shape":[1]}}"#,
    #"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e400],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
  ]

  @Test(arguments: headers) func refusesABadHeader(_ header: String) {
    let error = #expect(throws: FileError.self) {
      try TensorFile(decoding: file(header, data: [0, 0, 0, 0]), file: "bad")
    }
    #expect(error?.exitStatus == 65)
    #expect("\(error.map { "\($0)" } ?? "")".contains("\n") == false)
  }

  @Test func refusesWhatIsCutOrForeign() {
    let whole = sample.encoded()
    for count in [0, 7, 8, 20, whole.count - 1] {
      #expect(throws: FileError.self) {
        try TensorFile(decoding: Array(whole[..<count]), file: "cut")
      }
    }
    for foreign in [
      whole + [0], Array(repeating: 0xFF, count: 64), Array("P5 1 1 255\n0".utf8),
    ] {
      #expect(throws: FileError.self) { try TensorFile(decoding: foreign, file: "foreign") }
    }
  }
}
